package coref

import (
	"cmp"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
)

// How a directory joins different names of one: each step first finds what each
// name can be short for, and then joins, so that the answer does not hang on
// the order of names.

// onlyOne notes for each key the one name that has it.
type onlyOne map[string]int

const several = -1

// note gives a key a name; names that are one already count once.
func (o onlyOne) note(key string, i int, same sets.Disjoint) {
	if j, ok := o[key]; ok && (j == several || same.Find(j) != same.Find(i)) {
		i = several
	}
	o[key] = i
}

// joinTo joins a name to the only one that has the key, if there is one.
func (o onlyOne) joinTo(key string, i int, same sets.Disjoint) {
	if to, ok := o[key]; ok && to != several {
		same.Join(i, to)
	}
}

// joinAcronyms joins an acronym to the one name whose initials it is.
func (d *Directory) joinAcronyms() {
	initials := onlyOne{}
	for i, n := range d.names {
		if len(n.words) > 1 && n.class != person {
			for _, key := range initialsOf(n.words) {
				initials.note(key, i, d.same)
			}
		}
	}
	for i, n := range d.names {
		if n.capital && n.class != person {
			initials.joinTo(n.key(), i, d.same)
		}
	}
}

// initialsOf gives the initials of a name's words, with and without those of the
// small ones: "FBI" leaves "of" out, "IoT" does not.
func initialsOf(words []string) []string {
	var all, big []rune
	for _, w := range words {
		first := []rune(w)[0]
		all = append(all, first)
		if !lexicon.English().Stop(w) {
			big = append(big, first)
		}
	}
	return slices.Compact([]string{string(all), string(big)})
}

// mostAlike is up to how many names with the same surname are compared with each
// other: more people than one story has.
const mostAlike = 24

// joinPeople joins the forms of people's names: with and without a middle name,
// an initial for the first, other spellings; and the surname alone.
func (d *Directory) joinPeople() {
	blocks := map[string][]int{}
	for i, n := range d.names {
		if n.class == person && len(n.words) > 1 {
			blocks["="+n.last()] = append(blocks["="+n.last()], i)
			blocks[sounds(n.words)] = append(blocks[sounds(n.words)], i)
		}
	}
	var pairs [][2]int
	for _, block := range blocks {
		if len(block) <= mostAlike {
			pairs = append(pairs, d.variants(block)...)
		}
	}
	for _, p := range pairs {
		d.same.Join(p[0], p[1])
	}
	surnames := onlyOne{}
	for i, n := range d.names {
		for k := 1; n.class == person && k < len(n.words); k++ {
			surnames.note(strings.Join(n.words[k:], " "), i, d.same)
		}
	}
	for i, n := range d.names {
		if n.class == person || n.class == open && !d.institution(n) {
			surnames.joinTo(n.key(), i, d.same)
		}
	}
}

// institution reports whether a word is an institution's name too.
func (d *Directory) institution(n *name) bool {
	_, ok := d.number[keyOf(n.words, institution)]
	return ok
}

// variants gives the pairs among names that can be of one person. A name that can
// be of several people is in none: "George Bush", where there are "George W." and
// "George H. W.".
func (d *Directory) variants(block []int) [][2]int {
	var pairs [][2]int
	unclear := map[int]bool{}
	for k, i := range block {
		var can []int
		for l, j := range block {
			if k == l || !d.onePerson(i, j) {
				continue
			}
			can = append(can, j)
			if k < l {
				pairs = append(pairs, [2]int{i, j})
			}
		}
		unclear[i] = d.severalPeople(can)
	}
	return slices.DeleteFunc(pairs, func(p [2]int) bool { return unclear[p[0]] || unclear[p[1]] })
}

func (d *Directory) severalPeople(names []int) bool {
	for k, i := range names {
		for _, j := range names[:k] {
			if !d.onePerson(i, j) {
				return true
			}
		}
	}
	return false
}

// onePerson reports whether two full names can be of one person.
func (d *Directory) onePerson(i, j int) bool {
	a, b := d.names[i], d.names[j]
	if d.same.Find(i) == d.same.Find(j) {
		return true
	}
	firstA, firstB := a.words[0], b.words[0]
	middleA, middleB := a.words[1:len(a.words)-1], b.words[1:len(b.words)-1]
	if a.last() == b.last() && wordFits(firstA, firstB) {
		return len(middleA) == 0 || len(middleB) == 0 || slices.EqualFunc(middleA, middleB, wordFits)
	}
	// A document that has both spells two names.
	return len(a.words) == len(b.words) && sounds(a.words) == sounds(b.words) && !d.meet(a, b) &&
		(firstA == firstB || !lexicon.English().GivenNames.Has(firstA) || !lexicon.English().GivenNames.Has(firstB))
}

// wordFits reports whether two words of a name are the same, or one is the initial
// of the other.
func wordFits(a, b string) bool {
	return a == b || len(a) == 1 && strings.HasPrefix(b, a) || len(b) == 1 && strings.HasPrefix(a, b)
}

// meet reports whether a document has both names.
func (d *Directory) meet(a, b *name) bool {
	for i, j := 0, 0; i < len(a.docs) && j < len(b.docs); {
		switch {
		case a.docs[i] == b.docs[j]:
			return true
		case a.docs[i] < b.docs[j]:
			i++
		default:
			j++
		}
	}
	return false
}

// sounds gives what the spellings of a foreign name have in common: its
// consonants, those that stand for each other as one, doubled ones once.
// "Qaddafi" and "Gadhafi" are one.
func sounds(words []string) string {
	var b strings.Builder
	for _, w := range words {
		last := rune(0)
		for _, r := range w {
			if to, ok := sameSound[r]; ok {
				r = to
			}
			if r != last && !strings.ContainsRune("aeiouyhw", r) {
				b.WriteRune(r)
			}
			last = r
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// sameSound has the consonants by which romanisations differ.
var sameSound = map[rune]rune{'c': 'k', 'q': 'k', 'g': 'k', 'z': 's', 'j': 'y'}

// joinShort joins a short name of an organisation or a thing to the only longer
// one that ends with it, or that has beyond it only words for its trade: "China
// Eastern" to "China Eastern Airlines". Places are not called so: Korea is not
// South Korea.
func (d *Directory) joinShort() {
	var order []int
	for i, n := range d.names {
		if n.class != person && n.kind() != doc.Place {
			order = append(order, i)
		}
	}
	// The longest first, so that what is short for a short name is so for the long one.
	slices.SortFunc(order, func(i, j int) int {
		a, b := d.names[i], d.names[j]
		return cmp.Or(len(b.words)-len(a.words), cmp.Compare(a.key(), b.key()), cmp.Compare(a.class, b.class))
	})
	long := onlyOne{}
	for _, i := range order {
		words := d.names[i].words
		long.joinTo(d.names[i].key(), i, d.same)
		for k := 1; k < len(words); k++ {
			long.note(strings.Join(words[k:], " "), i, d.same)
		}
		for len(words) > 1 && kinds[words[len(words)-1]] == tradeWord {
			words = words[:len(words)-1]
			long.note(strings.Join(words, " "), i, d.same)
		}
	}
}
