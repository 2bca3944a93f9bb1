package mention

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// reach is how many sentences back a pronoun may refer: this one and two more.
const reach = 2

// most is how many mentions back are looked through: more people than a reader
// would keep apart.
const most = 12

// pronouns gives the names with the pronouns among them that refer to one of
// the people. In quotations they refer to whom the speaker means, and are left
// alone.
func (f *finder) pronouns() []*name {
	all := make([]*name, 0, len(f.names))
	next, quoted := 0, false
	for i, s := range f.Doc.Each() {
		if f.enter(i, s); f.apart() {
			quoted = false
		}
		for t := f.First; t < f.End; t++ {
			for ; next < len(f.names) && f.names[next].first <= t; next++ {
				all = append(all, f.names[next])
			}
			switch f.Word(t) {
			case "\"":
				quoted = !quoted
			case "“":
				quoted = true
			case "”":
				quoted = false
			}
			if g, ok := f.lex.Pronouns.Word(f.Key(t)); ok && !quoted {
				if to := f.person(all, g); to != nil {
					to.gender = g
					all = append(all, &name{first: t, end: t + 1, sentence: f.sentence, same: to})
				}
			}
		}
	}
	return append(all, f.names[next:]...)
}

// apart reports whether a new paragraph begins with the sentence.
func (f *finder) apart() bool {
	if f.sentence == 0 {
		return true
	}
	for _, c := range []byte(f.Doc.Text[f.Doc.Sentences[f.sentence-1].End:f.Doc.Sentences[f.sentence].Start]) {
		if c == '\n' {
			return true
		}
	}
	return false
}

// person gives the person that a pronoun of the gender refers to: the only one
// near, of whom nothing else is known; the nearest where the next stands in an
// earlier sentence; nil where that is not safe.
func (f *finder) person(before []*name, g lexicon.Gender) *name {
	var found *name
	at := 0
	for i := len(before) - 1; i >= max(0, len(before)-most); i-- {
		n := before[i]
		root := n.root()
		if f.sentence-n.sentence > reach || found != nil && n.sentence < at {
			break
		}
		if root.votes.best() != doc.Person || root.gender != lexicon.AnyGender && root.gender != g || root == found {
			continue
		}
		if found != nil {
			return nil
		}
		found, at = root, n.sentence
	}
	return found
}
