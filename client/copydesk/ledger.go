package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// ledgerForm is what a ledger shows, and how.
type ledgerForm struct {
	top     int  // how many of the claims that stand alone at the most; 0: all
	inOrder bool // those that stand alone come as in the text, not the most worth checking first
	why     bool // with the parts of the score for which claims were joined
}

// ledger prints the claims of a story: those that meet, with how they stand to
// each other, those that stand alone, and what happened when.
func (p *printer) ledger(inputs []input, answer *copydeskv1.ExtractClaimsResponse, form ledgerForm) {
	l := &ledger{p, form, map[string]*copydeskv1.Claim{}, len(answer.GetArticles()) > 1}
	for _, c := range answer.GetClaims() {
		l.claims[c.GetId()] = c
	}
	var meeting, alone []*copydeskv1.ClaimGroup
	for _, g := range answer.GetGroups() {
		if g.GetRelation() == copydeskv1.Relation_RELATION_SINGLE_SOURCE {
			alone = append(alone, g)
		} else {
			meeting = append(meeting, g)
		}
	}
	meet := "none that meet"
	if len(meeting) > 0 {
		meet = count(len(meeting), "group") + " of claims that meet"
	}
	p.para("", "", part{joined(" · ", count(len(answer.GetArticles()), "article"), count(len(answer.GetClaims()), "claim"), meet), dim})
	l.sources(inputs, answer.GetArticles())
	for _, g := range meeting {
		l.meeting(g)
	}
	l.alone(alone)
	l.timeline(answer.GetTimeline())
}

// ledger prints claims by their ids.
type ledger struct {
	*printer
	ledgerForm
	claims  map[string]*copydeskv1.Claim
	several bool // articles, so that their numbers say something
}

// sources says which article has which number.
func (l *ledger) sources(inputs []input, infos []*copydeskv1.ArticleInfo) {
	l.newline()
	for i, info := range infos {
		first, rest := "", ""
		if l.several {
			first, rest = fmt.Sprintf("[%d] ", i+1), "    "
		}
		l.para(first, rest, articleLine(info, articleName(inputs, infos, i))...)
	}
}

// relationStyles set off how the claims of a group stand to each other.
var relationStyles = map[copydeskv1.Relation]style{
	copydeskv1.Relation_RELATION_CORROBORATED:             green,
	copydeskv1.Relation_RELATION_CONFLICTING:              red,
	copydeskv1.Relation_RELATION_CONSISTENT_BY_ARITHMETIC: blue,
	copydeskv1.Relation_RELATION_CHANGED_OVER_TIME:        yellow,
	copydeskv1.Relation_RELATION_SEQUENCE:                 yellow,
}

// meeting prints a group of claims that bear on each other.
func (l *ledger) meeting(g *copydeskv1.ClaimGroup) {
	relation := strings.ToUpper(enumWords(g.GetRelation().String(), "RELATION_"))
	l.newline()
	l.para("", "", part{relation, relationStyles[g.GetRelation()]}, part{" (" + origins(g) + ")", dim})
	l.para("  ", "  ", part{g.GetStatement(), bold})
	for _, id := range g.GetClaimIds() {
		if c := l.claims[id]; c != nil {
			l.para("    "+l.number(c)+" ", "        ", l.claim(c)...)
		}
	}
	if g.GetExplanation() != "" {
		l.para("  → ", "    ", part{g.GetExplanation(), normal})
	}
	if l.why && len(g.GetParts()) > 0 {
		l.para("    ", "      ", part{scoreWords(g.GetParts()), dim})
	}
}

// scoreWords spells out a score: its parts, the largest first, and their sum.
func scoreWords(parts []*copydeskv1.ScorePart) string {
	sorted := slices.Clone(parts)
	slices.SortStableFunc(sorted, func(a, b *copydeskv1.ScorePart) int { return cmp.Compare(b.GetValue(), a.GetValue()) })
	var words []string
	sum := 0.0
	for _, s := range sorted {
		words = append(words, fmt.Sprintf("%s %+.2f", s.GetName(), s.GetValue()))
		sum += s.GetValue()
	}
	return strings.Join(words, " · ") + fmt.Sprintf(" = %+.2f", sum)
}

// origins says from where the claims of a group come.
func origins(g *copydeskv1.ClaimGroup) string {
	return count(int(g.GetArticles()), "article") + ", " + count(int(g.GetIndependentOrigins()), "independent origin")
}

// number gives the number of a claim's article: "[2]".
func (l *ledger) number(c *copydeskv1.Claim) string {
	if !l.several {
		return "-"
	}
	return fmt.Sprintf("[%d]", c.GetExcerpt().GetArticle()+1)
}

// claim says a claim, how it is put forward, and who says so.
func (l *ledger) claim(c *copydeskv1.Claim) []part {
	line := l.marked(c)
	if words := c.GetUnresolved(); len(words) > 0 {
		line = append(line, part{" (unclear: " + strings.Join(words, ", ") + ")", dim})
	}
	if how := putForward(c); how != "" {
		line = append(line, part{" (" + how + ")", yellow})
	}
	for i, a := range c.GetAttributions() {
		by := " — "
		if i > 0 {
			by = ", "
		}
		line = append(line, part{by + sayer(a), dim})
	}
	return line
}

// marked gives the words of a claim, those that were put in set off: dim where
// there are colours, else in brackets, as newspapers do. Of offsets that are none
// of the text's nothing is set off.
func (l *ledger) marked(c *copydeskv1.Claim) []part {
	text, at := c.GetText(), 0
	var line []part
	for _, in := range c.GetInsertions() {
		start, end := int(in.GetSpan().GetStart()), int(in.GetSpan().GetEnd())
		if start < at || end <= start || end > len(text) {
			continue
		}
		inserted := part{text[start:end], dim}
		if !l.colored() {
			inserted = part{"[" + inserted.words + "]", normal}
		}
		line = append(line, part{text[at:start], normal}, inserted)
		at = end
	}
	return append(line, part{text[at:], normal})
}

// putForward says how a claim is put forward, where that is not plainly. Whether
// it is negated its words say.
func putForward(c *copydeskv1.Claim) string {
	switch c.GetModality() {
	case copydeskv1.Modality_MODALITY_ASSERTED, copydeskv1.Modality_MODALITY_REPORTED, copydeskv1.Modality_MODALITY_UNSPECIFIED:
		return ""
	}
	return enumWords(c.GetModality().String(), "MODALITY_")
}

// sayer says who says so and with which cue: Ragna Tolvesen: “said”.
func sayer(a *copydeskv1.Attribution) string {
	who := cmp.Or(a.GetSource().GetName(), a.GetSource().GetExcerpt().GetText(), "somebody")
	if cue := a.GetCue().GetText(); cue != "" {
		return who + ": “" + cue + "”"
	}
	return who
}

// alone prints the groups of which one origin alone speaks, one claim of each.
func (l *ledger) alone(groups []*copydeskv1.ClaimGroup) {
	if len(groups) == 0 {
		return
	}
	worth := func(g *copydeskv1.ClaimGroup) float64 { return l.first(g).GetCheckWorthiness().GetScore() }
	groups = slices.Clone(groups)
	how := " (from 0 to 1 by how worth checking they are)"
	if !l.inOrder {
		slices.SortStableFunc(groups, func(a, b *copydeskv1.ClaimGroup) int { return cmp.Compare(worth(b), worth(a)) })
		how = " (most worth checking first, from 0 to 1)"
	}
	left := 0
	if l.top > 0 && len(groups) > l.top {
		left, groups = len(groups)-l.top, groups[:l.top]
	}
	l.newline()
	l.para("", "", part{"SAID BY ONE ORIGIN ALONE", bold}, part{how, dim})
	for _, g := range groups {
		l.lone(g, worth(g))
	}
	if left > 0 {
		l.para("  ", "  ", part{"and " + thousands(left) + " more", dim})
	}
}

// lone prints one claim of a group of which one origin alone speaks.
func (l *ledger) lone(g *copydeskv1.ClaimGroup, worth float64) {
	c := l.first(g)
	if c == nil {
		return
	}
	line := l.claim(c)
	if more := len(g.GetClaimIds()) - 1; more > 0 {
		line = append(line, part{" (and " + thousands(more) + " more like it)", dim})
	}
	if figures := l.figures(c); figures != "" {
		line = append(line, part{"  " + figures, blue})
	}
	first := fmt.Sprintf("  %.2f ", worth)
	if l.several {
		first += l.numbers(g.GetClaimIds()) + " "
	}
	l.para(first, "       ", line...)
}

// first gives the claim of a group that is most worth checking.
func (l *ledger) first(g *copydeskv1.ClaimGroup) (best *copydeskv1.Claim) {
	for _, id := range g.GetClaimIds() {
		c := l.claims[id]
		if c != nil && (best == nil || c.GetCheckWorthiness().GetScore() > best.GetCheckWorthiness().GetScore()) {
			best = c
		}
	}
	return best
}

// figures says how the amounts of a claim were understood, and what day is meant
// where its words do not say.
func (l *ledger) figures(c *copydeskv1.Claim) string {
	var all []string
	for _, q := range c.GetQuantities() {
		all = append(all, amount(q))
	}
	for _, t := range c.GetTimes() {
		if t.GetAnchor() != "" {
			all = append(all, t.GetExcerpt().GetText()+" = "+t.GetValue())
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "[" + strings.Join(all, "; ") + "]"
}

// timeline prints what happened when.
func (l *ledger) timeline(entries []*copydeskv1.TimelineEntry) {
	if len(entries) == 0 {
		return
	}
	widest := 0
	for _, e := range entries {
		widest = max(widest, l.cells.StringWidth(plain(when(e))))
	}
	widest = min(widest, 24)
	l.newline()
	l.para("", "", part{"TIMELINE", bold})
	for _, e := range entries {
		line := []part{{e.GetStatement(), normal}}
		if l.several {
			line = append(line, part{" " + l.numbers(e.GetClaimIds()), dim})
		}
		if e.GetEvidence() != "" && e.GetEvidence() != "stated" && !strings.HasPrefix(e.GetValue(), "[..") {
			line = append(line, part{" (" + e.GetEvidence() + ")", dim})
		}
		l.para("  "+l.fit(when(e), widest)+"  ", strings.Repeat(" ", widest+4), line...)
	}
}

// dayParts are the parts of a day in TIMEX3, as people call them.
var dayParts = map[string]string{"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}

// when gives the date of an entry as people write it where it is only bounded, or
// has a part of a day: "by 2025-03-04", "2025-03-04 night".
func when(e *copydeskv1.TimelineEntry) string {
	if bound, ok := strings.CutPrefix(e.GetValue(), "[.."); ok {
		return "by " + strings.TrimSuffix(bound, "]")
	}
	if day, part, ok := strings.Cut(e.GetValue(), "T"); ok {
		if name := dayParts[part]; name != "" {
			part = name
		}
		return day + " " + part
	}
	return e.GetValue()
}

// numbers gives the numbers of the articles that hold the claims, each once.
func (l *ledger) numbers(ids []string) string {
	var all []string
	for _, id := range ids {
		if c := l.claims[id]; c != nil && !slices.Contains(all, l.number(c)) {
			all = append(all, l.number(c))
		}
	}
	return strings.Join(all, "")
}
