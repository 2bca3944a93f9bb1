package summary

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
)

var wordRE = regexp.MustCompile(`[a-z0-9]+`)

func grams(s string, n int) map[string]int {
	w := wordRE.FindAllString(strings.ToLower(s), -1)
	m := map[string]int{}
	for i := 0; i+n <= len(w); i++ {
		m[strings.Join(w[i:i+n], " ")]++
	}
	return m
}
func f1(a, b string, n int) float64 {
	x, y := grams(a, n), grams(b, n)
	hit, tx, ty := 0, 0, 0
	for k, v := range x {
		hit += min(v, y[k])
		tx += v
	}
	for _, v := range y {
		ty += v
	}
	if hit == 0 {
		return 0
	}
	p, r := float64(hit)/float64(tx), float64(hit)/float64(ty)
	return 2 * p * r / (p + r)
}

func TestTmpRealsumm(t *testing.T) {
	f, err := os.Open("/work/shared/data/summaries/realsumm-100.jsonl")
	if err != nil {
		t.Skip()
	}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	var a, b [2]float64
	n := 0
	for sc.Scan() {
		var rec struct{ Documents, References []string }
		json.Unmarshal(sc.Bytes(), &rec)
		var lines []string
		for _, l := range strings.Split(rec.Documents[0], "\n") {
			if strings.TrimSpace(l) != "" {
				lines = append(lines, strings.ReplaceAll(strings.TrimSpace(l), ". ", " "))
			}
		}
		d := byHand(strings.Join(lines, "\n"), "en", doc.Date{})
		var got []string
		for _, s := range Choose([]*doc.Document{d}, "", Limit{Sentences: 3}).Sentences {
			got = append(got, d.Sentences[s.Sentence].Of(d.Text))
		}
		ref := rec.References[0]
		for k := range a {
			a[k] += f1(strings.Join(got, " "), ref, k+1)
			b[k] += f1(strings.Join(lines[:3], " "), ref, k+1)
		}
		n++
	}
	fmt.Println(n, a[0]/float64(n), a[1]/float64(n), "lead", b[0]/float64(n), b[1]/float64(n))
}
