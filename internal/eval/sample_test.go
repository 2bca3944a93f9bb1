package eval

import (
	"testing"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/sample"
)

// What F1 the clean copy of every sample article reaches, and what they reach
// in the mean. Both may only be raised.
const (
	sampleFloor     = .8
	sampleMeanFloor = .95
)

// TestSample holds Clean to the sample, which is there where the annotated
// sets are not.
func TestSample(t *testing.T) {
	gold := sample.Gold()
	var reached []float64
	for i, a := range sample.Articles() {
		p, err := page.Parse(a.Page, a.ContentType)
		if err != nil {
			t.Errorf("%s: %v", a.Name, err)
			continue
		}
		c := clean.Clean(p, clean.Hints{})
		body := WordOverlap(c.Text, gold[i].Text())
		t.Logf("%-28s F1 %.3f  precision %.3f  recall %.3f  title %-5v authors %-5v date %v", a.Name, body.F1(), body.Precision(), body.Recall(),
			SameTitle(c.Title, gold[i].Title), sameSet(c.Authors, gold[i].Authors), SameDate(c.Published, gold[i].Date))
		reached = append(reached, body.F1())
		if body.F1() < sampleFloor {
			t.Errorf("%s: F1 %.3f, want %v or more", a.Name, body.F1(), sampleFloor)
		}
	}
	if m := Mean(reached, func(f1 float64) float64 { return f1 }); m < sampleMeanFloor {
		t.Errorf("mean F1 %.3f, want %v or more", m, sampleMeanFloor)
	}
}
