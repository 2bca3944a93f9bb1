package eval

import (
	"cmp"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// TreeBaseline says of a form what it, or else what ends like it, mostly is;
// its lemma is the form in lower case. Each word depends on the next, as most
// words that tell like it do.
type TreeBaseline struct {
	forms, endings map[string]doc.Tag
	relations      map[string]doc.Relation // by XPOS
}

// NewTreeBaseline counts what stands in documents.
func NewTreeBaseline(docs []TreebankDoc) *TreeBaseline {
	forms, endings, relations := ballot[doc.Tag]{}, ballot[doc.Tag]{}, ballot[doc.Relation]{}
	for _, d := range docs {
		for _, s := range d.Trees {
			for _, w := range s {
				t := w.Tag
				t.Lemma = ""
				forms.add(w.Form, t)
				endings.add(ending(w.Form), t)
				relations.add(t.XPOS, w.Relation)
			}
		}
	}
	return &TreeBaseline{forms.winners(lessTag), endings.winners(lessTag), relations.winners(func(a, b doc.Relation) bool { return a < b })}
}

func lessTag(a, b doc.Tag) bool {
	return cmp.Or(cmp.Compare(a.UPOS, b.UPOS), cmp.Compare(a.XPOS, b.XPOS), cmp.Compare(a.Features, b.Features)) < 0
}

// ending gives the last three bytes of a form, in lower case.
func ending(form string) string {
	form = strings.ToLower(form)
	return form[max(0, len(form)-3):]
}

// read says what the words of a sentence are.
func (b *TreeBaseline) read(forms []string) []treeWord {
	list := make([]treeWord, len(forms))
	for i, form := range forms {
		t, ok := b.forms[form]
		if !ok {
			t = b.endings[ending(form)]
		}
		t.Lemma = strings.ToLower(form)
		list[i] = treeWord{tag: t, head: i + 1, relation: b.relations[t.XPOS]}
	}
	if n := len(list); n > 0 {
		list[n-1].head, list[n-1].relation = -1, doc.Root
	}
	return list
}

// ballot counts values by key.
type ballot[T comparable] map[string]map[T]int

func (v ballot[T]) add(key string, value T) {
	if v[key] == nil {
		v[key] = map[T]int{}
	}
	v[key][value]++
}

// winners gives the most frequent value of each key, the least of equals.
func (v ballot[T]) winners(less func(a, b T) bool) map[string]T {
	best := map[string]T{}
	for key, values := range v {
		first := true
		for value, n := range values {
			if was := best[key]; first || n > values[was] || n == values[was] && less(value, was) {
				best[key], first = value, false
			}
		}
	}
	return best
}
