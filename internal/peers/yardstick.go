package main

// All of this file is internal/eval's, which exports none of it: what counts as
// the same words, title, authors and date. A test holds the two to each other,
// declaration by declaration.

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// sameTitle compares titles after [plain].
func sameTitle(got, want string) bool { return plain(got) == plain(want) }

// sameDate compares dates to the day, or as exactly as the wanted one is known.
// Got may have a time behind it, which is not compared.
func sameDate(got, want string) bool {
	g, _ := doc.ParseDate(got)
	w, _ := doc.ParseDate(want)
	if w.Day == 0 {
		g.Day = 0
	}
	if w.Month == 0 {
		g.Month = 0
	}
	return g == w
}

// plain gives s in NFC, with white space folded, invisible characters (soft
// hyphens and the like) left out, and all quotation marks straight: what two
// careful annotators may write differently.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if text.Invisible(r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(straight.Replace(s)), " ")
}

var straight = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "′", "'", "`", "'",
	"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "″", `"`, "«", `"`, "»", `"`,
)

// bylines holds the ways in which an annotated byline may be read as a set of
// names; none where it names nobody. A list has one reading. A string has as
// many as differ of these:
//
//   - one name, as it stands ("Center for Drug Evaluation and Research");
//   - the names between commas, semicolons, "&", "and" ("Moses Kim and Kate
//     Shokurova");
//   - the same without what is no name but a degree: a part without a small
//     letter or with a full stop at its end ("Dylan Bailey, MS, RD, FAND",
//     "Genevieve Carlton, Ph.D.").
type bylines [][]string

var nameBreaks = strings.NewReplacer(",", "\n", ";", "\n", " & ", "\n", " and ", "\n")

func readByline(line string) bylines {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	var parts, names []string
	for part := range strings.SplitSeq(nameBreaks.Replace(line), "\n") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		parts = append(parts, part)
		if len(names) == 0 || part != strings.ToUpper(part) && !strings.HasSuffix(part, ".") {
			names = append(names, part)
		}
	}
	readings := bylines{{line}}
	if len(parts) > 1 {
		readings = append(readings, parts)
	}
	if len(names) < len(parts) {
		readings = append(readings, names)
	}
	return readings
}

// match reports whether the authors are, as a set and whatever their case, one
// of the readings; none if there is no reading.
func (b bylines) match(authors []string) bool {
	if len(b) == 0 {
		return len(authors) == 0
	}
	for _, names := range b {
		if sameSet(names, authors) {
			return true
		}
	}
	return false
}

func sameSet(a, b []string) bool {
	x, y := nameSet(a), nameSet(b)
	for name := range x {
		if !y[name] {
			return false
		}
	}
	return len(x) == len(y)
}

func nameSet(names []string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[strings.ToLower(plain(name))] = true
	}
	return set
}

// overlap counts what was found, what was wanted, and what is both.
type overlap struct{ common, got, want int }

// precision gives the share of what was found that was wanted. Nothing found is
// right where nothing was wanted, and wrong otherwise.
func (o overlap) precision() float64 { return share(o.common, o.got, o.want) }

// recall gives the share of what was wanted that was found. Nothing wanted is
// right where nothing was found, and wrong otherwise.
func (o overlap) recall() float64 { return share(o.common, o.want, o.got) }

// f1 gives the harmonic mean of precision and recall: 1 where nothing was
// wanted and nothing found.
func (o overlap) f1() float64 {
	if o.got+o.want == 0 {
		return 1
	}
	return 2 * float64(o.common) / float64(o.got+o.want)
}

func share(common, of, other int) float64 {
	switch {
	case of > 0:
		return float64(common) / float64(of)
	case other > 0:
		return 0
	}
	return 1
}

// words gives the lower-cased words of s: runs of letters, figures and
// underscores, which is \w of a Unicode regular expression in Python, the
// measure that figures on these sets are published in. Combining marks part
// words there, and so here.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// wordOverlap counts the words that two texts share, each as often as it
// stands in both.
func wordOverlap(got, want string) overlap { return bagOverlap(words(got), words(want)) }

// bagOverlap counts what two lists share, each item as often as it stands in
// both.
func bagOverlap[T comparable](got, want []T) overlap {
	o := overlap{got: len(got), want: len(want)}
	left := make(map[T]int, len(want))
	for _, w := range want {
		left[w]++
	}
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			o.common++
		}
	}
	return o
}

// mean gives the mean of what f gives for the items; 0 for none.
func mean[T any](items []T, f func(T) float64) float64 {
	sum := 0.0
	for _, item := range items {
		sum += f(item)
	}
	return sum / float64(max(len(items), 1))
}

// rate gives the share of the items for which f holds; 0 for none.
func rate[T any](items []T, f func(T) bool) float64 {
	return mean(items, func(item T) float64 {
		if f(item) {
			return 1
		}
		return 0
	})
}
