package mention

import (
	"strings"
	"testing"
)

func BenchmarkFind(b *testing.B) {
	d := find(b, strings.Repeat(benchText+"\n\n", 20))
	b.ReportAllocs()
	for b.Loop() {
		Find(d)
	}
	b.ReportMetric(float64(len(strings.Fields(d.Text))*b.N)/b.Elapsed().Seconds(), "words/s")
}

const benchText = `The lake behind the Orvane dam is to be emptied from the beginning of next month, Water Minister Ragna Tolvesen said on Monday, as talks on its closing began in the capital.

The decision comes after a landslip on October 15 sent a wave over the crest of the dam. Five people were killed and about 2,400 had to leave their homes, according to the International Dam Authority (IDA).

"One does not negotiate with a mountain," Tolvesen told reporters. "The water has to go." She expects the work to take between 10 and 14 weeks.

Closing the dam would cost €48 million, of which a third is meant for the people of Dunvarry. Two officials with knowledge of the talks told Sundwire that the company, Skelwen Hydro, had asked the state to carry 70 per cent of the bill. It denied on Tuesday that it had named any figure.`
