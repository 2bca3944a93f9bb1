package doc

import (
	"fmt"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/text"
)

// Check reports the first thing in d that must not be: a span out of range or
// inside a rune, a layer out of order, an index that points nowhere. It is for
// tests and fuzzers; what the passes make is right.
func Check(d *Document) error {
	c := checker{text: d.Text}
	layer(&c, "block", d.Blocks, true, func(b Block) text.Span { return b.Span })
	layer(&c, "sentence", d.Sentences, true, func(s Sentence) text.Span { return s.Span })
	layer(&c, "token", d.Tokens, true, func(t Token) text.Span { return t.Span })
	layer(&c, "quantity", d.Quantities, true, func(q Quantity) text.Span { return q.Span })
	layer(&c, "ordinal", d.Ordinals, true, func(o Ordinal) text.Span { return o.Span })
	layer(&c, "time", d.Times, true, func(t Time) text.Span { return t.Span })
	layer(&c, "mention", d.Mentions, false, func(m Mention) text.Span { return m.Span })
	layer(&c, "attribution", d.Attributions, false, func(a Attribution) text.Span { return a.extent() })
	c.tokens(d)
	c.trees(d)
	c.entities(d)
	c.attributions(d)
	return c.err
}

// checker keeps the first error.
type checker struct {
	text string
	err  error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("doc: "+format, args...)
	}
}

// layer checks a layer's spans and their order, and where apart is set that
// none overlaps another.
func layer[T any](c *checker, name string, items []T, apart bool, span func(T) text.Span) {
	last := text.Span{}
	for i, item := range items {
		s := span(item)
		c.span(fmt.Sprintf("%s %d", name, i), s)
		if s.Start < last.Start || apart && s.Start < last.End {
			c.fail("%s %d at %v stands after one at %v", name, i, s, last)
		}
		last = s
	}
}

// span checks that s holds something, in range and on the bounds of runes.
func (c *checker) span(what string, s text.Span) {
	switch {
	case s.Start < 0 || s.End > len(c.text) || s.Start >= s.End:
		c.fail("%s has the span %v in %d bytes", what, s, len(c.text))
	case !c.bound(s.Start) || !c.bound(s.End):
		c.fail("%s at %v cuts a rune", what, s)
	}
}

// bound reports whether no rune is cut at the offset.
func (c *checker) bound(at int) bool {
	return at == len(c.text) || utf8.RuneStart(c.text[at]) || !utf8.ValidString(c.text)
}

func (c *checker) tokens(d *Document) {
	next := 0
	for i, s := range d.Sentences {
		if s.Tokens.First != next || s.Tokens.End < next || s.Tokens.End > len(d.Tokens) {
			c.fail("sentence %d has tokens %v, want them from %d on, of %d", i, s.Tokens, next, len(d.Tokens))
			return
		}
		for _, t := range d.Tokens[s.Tokens.First:s.Tokens.End] {
			if !s.Contains(t.Span) {
				c.fail("token %v stands outside of its sentence %v", t.Span, s.Span)
			}
		}
		next = s.Tokens.End
	}
	if next != len(d.Tokens) {
		c.fail("%d tokens stand in no sentence", len(d.Tokens)-next)
	}
}

// trees checks that there are tags and heads for all tokens or for none, and
// that each sentence is one tree.
func (c *checker) trees(d *Document) {
	for layer, n := range [...]int{len(d.Tags), len(d.Heads)} {
		if n != 0 && n != len(d.Tokens) {
			c.fail("%d %s for %d tokens", n, [...]string{"tags", "heads"}[layer], len(d.Tokens))
			return
		}
	}
	if len(d.Heads) == 0 {
		return
	}
	for i, s := range d.Sentences {
		if n := rooted(d.Heads, s.Tokens); n != s.Tokens.Len() {
			c.fail("sentence %d is no tree: %d of its %d tokens hang on one root", i, n, s.Tokens.Len())
		}
	}
}

// rooted counts the tokens of a sentence from which a way leads to its root. It
// is 0 if there is none, or more than one.
func rooted(heads []Head, r Range) int {
	const unknown, open, good = 0, 1, 2
	state := make([]uint8, r.Len())
	roots, n := 0, 0
	for i := range state {
		var way []int
		at := r.First + i
		for at >= r.First && at < r.End && state[at-r.First] == unknown {
			state[at-r.First] = open
			way = append(way, at-r.First)
			at = heads[at].Token
		}
		end := at == -1
		if end {
			roots++
		}
		if end || at >= r.First && at < r.End && state[at-r.First] == good {
			for _, k := range way {
				state[k] = good
			}
			n += len(way)
		}
	}
	if roots != 1 {
		return 0
	}
	return n
}

func (c *checker) entities(d *Document) {
	mentions := 0
	for i, e := range d.Entities {
		mentions += len(e.Mentions)
		for _, m := range e.Mentions {
			if m < 0 || m >= len(d.Mentions) || d.Mentions[m].Entity != i {
				c.fail("entity %d claims mention %d", i, m)
				return
			}
		}
		if len(e.Mentions) == 0 {
			c.fail("entity %d is never mentioned", i)
		}
	}
	if mentions != len(d.Mentions) {
		c.fail("%d mentions of %d belong to an entity", mentions, len(d.Mentions))
	}
}

func (c *checker) attributions(d *Document) {
	for i, a := range d.Attributions {
		name := fmt.Sprintf("attribution %d's", i)
		if a.Source.Span != (text.Span{}) {
			c.span(name+" source", a.Source.Span)
		}
		if a.Source.Entity < -1 || a.Source.Entity >= len(d.Entities) {
			c.fail("%s source is entity %d of %d", name, a.Source.Entity, len(d.Entities))
		}
		if len(a.Cue) == 0 || len(a.Contents) == 0 {
			c.fail("%s cue or content is missing", name)
		}
		layer(c, name+" cue", a.Cue, true, func(s text.Span) text.Span { return s })
		layer(c, name+" content", a.Contents, true, func(s text.Span) text.Span { return s })
	}
}

// extent gives the stretch from the first to the last word of a.
func (a Attribution) extent() text.Span {
	s := text.Span{}
	for _, list := range [][]text.Span{a.Contents, a.Cue, {a.Source.Span}} {
		for _, t := range list {
			switch {
			case t == (text.Span{}):
			case s == (text.Span{}):
				s = t
			default:
				s = s.Cover(t)
			}
		}
	}
	return s
}
