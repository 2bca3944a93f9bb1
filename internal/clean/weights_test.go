package clean

import (
	"bytes"
	"compress/gzip"
	"math"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/sample"
)

// The weights that ship can be read, and come back as they are.
func TestWeightsShip(t *testing.T) {
	w, err := ReadWeights(packed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(w.Pack(), packed) {
		t.Error("packed again they are others")
	}
	if len(w.Classes) < 100 {
		t.Errorf("only %d class words", len(w.Classes))
	}
}

func TestReadWeightsDamaged(t *testing.T) {
	if _, err := ReadWeights(nil); err == nil {
		t.Error("nothing was read as weights")
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var whole bytes.Buffer
	if _, err := whole.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 100, 10_000, whole.Len() / 2, whole.Len() - 1} {
		var cut bytes.Buffer
		z := gzip.NewWriter(&cut)
		z.Write(whole.Bytes()[:n])
		z.Close()
		if _, err := ReadWeights(cut.Bytes()); err == nil {
			t.Errorf("%d of %d bytes were read as weights", n, whole.Len())
		}
	}
}

// Every feature of every family is set, to a number, and no family writes more
// than it says.
func TestFamiliesFill(t *testing.T) {
	for _, a := range sample.Articles() {
		p := parse(t, a.Page, a.ContentType)
		families := lineFamilies
		if p.HTML {
			families = blockFamilies
		}
		s := NewSheet(p)
		s.Read(&model.Linear{})
		s.Look(make([]int32, len(p.Blocks)))
		if p.HTML {
			s.Score(learnt().Classes, &model.Linear{})
		} else {
			families = append(families, sequenceFamilies...)
		}
		for i := range p.Blocks {
			for _, f := range families {
				row := make([]float32, f.width)
				for k := range row {
					row[k] = float32(math.NaN())
				}
				f.fill(s.s, i, row)
				for k, v := range row {
					if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
						t.Fatalf("%s: block %d, %s %d is %v", a.Name, i, f.name, k, v)
					}
				}
			}
		}
	}
}

// A score's parts are the families' and add up to what the trees answer.
func TestScoreParts(t *testing.T) {
	for _, a := range sample.Articles() {
		p := parse(t, a.Page, a.ContentType)
		views := look(p, shapesOf(p))
		s := newSheet(p, views, shapesOf(p), pageLanguage(p, views), readStructured(p.Head.JSON))
		opinions := learnt().judge(s)
		const cut = 37
		for i := range views {
			s := Score{opinion: &opinions[i], cut: cut}.With("more", 1)
			if got := s.Parts().Total(); got != s.Total() || got*model.Unit != float64(opinions[i].total-cut+model.Unit) {
				t.Fatalf("%s: block %d: parts add up to %v, the answer is %d", a.Name, i, got, opinions[i].total)
			}
		}
	}
}

func TestPartClass(t *testing.T) {
	for in, want := range map[string]string{
		"post-body entryContent":          "post body entry content",
		"c-article__TEXT col_6":           "article text col",
		"X9f2 js":                         "js",
		"":                                "",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": "",
		"überschrift-klein":               "überschrift klein",
	} {
		if got := strings.Join(partClass(nil, in), " "); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Time grows with the size of the page and not with its square.
func TestHostilePages(t *testing.T) {
	for name, src := range map[string]string{
		"deep":     strings.Repeat("<div class='a b c'>", 200_000) + "x",
		"flat":     strings.Repeat("<p class='text'>word word word word word word word word word word word.</p>", 40_000),
		"one line": strings.Repeat("word ", 800_000),
		"stops":    strings.Repeat(".", 2_000_000),
		"lines":    strings.Repeat("a line of the page\n", 200_000),
		"classes":  "<div class='" + strings.Repeat("a-b ", 500_000) + "'>x</div>",
	} {
		p, err := page.Parse([]byte(src), "")
		if err != nil {
			t.Fatal(err)
		}
		check(t, name, p, Clean(p, Hints{}))
	}
}
