package neural

import (
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/segment"
)

// sampleDocument gives the sample articles as one document.
func sampleDocument() *doc.Document {
	d := &doc.Document{Language: "en"}
	for _, a := range sample.Gold() {
		d.Text += a.Text() + "\n\n"
	}
	d.Sentences, d.Tokens = segment.Split(d)
	return d
}

// The net with its forms kept, with and without the kernel; and with none
// kept.
func BenchmarkRead(b *testing.B) {
	w, err := Unpack(packed)
	if err != nil {
		b.Fatal(err)
	}
	d := sampleDocument()
	for _, c := range []struct {
		name         string
		kernel, warm bool
	}{{"kernel", kernel, true}, {"plain", false, true}, {"kernel-cold", kernel, false}, {"plain-cold", false, false}} {
		b.Run(c.name, func(b *testing.B) {
			n := newNet(w, c.kernel)
			n.Read(d)
			for b.Loop() {
				if !c.warm {
					n.forms = newCache()
				}
				n.Read(d)
			}
			b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// Loading takes place once, at the first call.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		w, err := Unpack(packed)
		if err != nil {
			b.Fatal(err)
		}
		New(w)
	}
}
