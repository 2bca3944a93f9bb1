package eval

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed testdata/claims-judged.tsv
var judgedClaims string

//go:embed testdata/claims-judged-web.tsv
var judgedWebClaims string

//go:embed testdata/claims-judged-web-after.tsv
var judgedWebClaimsAfter string

//go:embed testdata/worth-judged.tsv
var judgedWorth string

// scoreJudged counts what a reader found in claims that were drawn by
// [drawing.draw] and [drawing.rank]. The figures move when claims are judged anew,
// not when the engine does.
func scoreJudged() (Table, error) {
	t := Table{
		Title: "Claims, read by one reader",
		About: []string{
			"Claims drawn by a seed (testdata/claims-judged.tsv says how): right in text, source, polarity and modality together, and standing",
			"alone or saying that they do not; then what is wrong of the others. \"Web reports\": the same of news pages as Clean reads them, by a",
			"harder reader (claims-judged-web.tsv), and of other pages once what those had shown was mended. \"Top five\": of the five claims most",
			"worth checking of an article, the share that a fact-checker would take; the baseline is its first five (testdata/worth-judged.tsv).",
			"These figures are of the day when they were read.",
		},
		Columns: []string{"share"},
	}
	for _, set := range []struct{ name, file, rows string }{
		{"", "claims-judged.tsv", judgedClaims},
		{"web reports: ", "claims-judged-web.tsv", judgedWebClaims},
		{"others, after mending: ", "claims-judged-web-after.tsv", judgedWebClaimsAfter},
	} {
		rows, err := judgedRows(set.name, set.file, tabbed(set.rows))
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, rows...)
	}
	var first, top rates
	for _, f := range tabbed(judgedWorth) {
		if len(f) != 5 {
			return t, fmt.Errorf("eval: worth-judged.tsv: %q", f)
		}
		if f[3] != "top" {
			first.count(f[4] == "yes")
		}
		if f[3] != "first" {
			top.count(f[4] == "yes")
		}
	}
	t.Rows = append(t.Rows, Row{"top five", top.all, []Figure{{top.share(), first.share()}}})
	return t, nil
}

// judgedRows counts the claims of one file that a reader found right, those that
// stand alone or say that they do not, and what is wrong of the others, the commonest
// first.
func judgedRows(name, file string, claims [][]string) ([]Row, error) {
	var right, alone rates
	kinds := map[string]int{}
	var order []string
	for _, f := range claims {
		if len(f) < 5 || f[3] != "right" && f[3] != "wrong" {
			return nil, fmt.Errorf("eval: %s: %q", file, f)
		}
		right.count(f[3] == "right")
		alone.count(f[4] != "no")
		if len(f) > 5 {
			if kinds[f[5]] == 0 {
				order = append(order, f[5])
			}
			kinds[f[5]]++
		}
	}
	rows := []Row{
		{name + "right", right.all, []Figure{{right.share(), none}}},
		{name + "stands alone or says so", alone.all, []Figure{{alone.share(), none}}},
	}
	slices.SortStableFunc(order, func(a, b string) int { return kinds[b] - kinds[a] })
	for _, k := range order {
		rows = append(rows, Row{"  " + k, kinds[k], []Figure{{float64(kinds[k]) / float64(right.all), none}}})
	}
	return rows, nil
}

// tabbed gives the rows of a table, without comments.
func tabbed(table string) [][]string {
	var rows [][]string
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}
