package main

import (
	"fmt"
	"strings"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// conllu prints an article as CoNLL-U (universaldependencies.org/format.html):
// ten columns for each word, _ for what is not known. The spans have to be in
// bytes.
func (p *printer) conllu(name string, answer *copydeskv1.AnalyzeResponse) {
	p.comment("newdoc id", name)
	for i, s := range answer.GetSentences() {
		tokens := tokensOf(answer, s)
		if startsParagraph(answer, i) {
			p.raw([]byte("# newpar\n"))
		}
		p.comment("sent_id", fmt.Sprintf("%s-%d", name, i+1))
		var rows, text strings.Builder
		for n, t := range tokens {
			form := plain(t.GetExcerpt().GetText())
			misc := "_"
			text.WriteString(form)
			switch {
			case touchesNext(answer, int(s.GetFirstToken())+n):
				misc = "SpaceAfter=No"
			case n < len(tokens)-1:
				text.WriteByte(' ')
			}
			fmt.Fprintf(&rows, "%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", n+1, form, misc)
		}
		p.comment("text", text.String())
		p.raw([]byte(rows.String() + "\n"))
	}
}

func (p *printer) comment(key, value string) {
	p.raw([]byte("# " + key + " = " + plain(value) + "\n"))
}

// tokensOf gives the tokens of a sentence.
func tokensOf(answer *copydeskv1.AnalyzeResponse, s *copydeskv1.Sentence) []*copydeskv1.Token {
	all := answer.GetTokens()
	first := min(int(s.GetFirstToken()), len(all))
	return all[first:min(first+int(s.GetTokenCount()), len(all))]
}

// startsParagraph reports whether a line ends between a sentence and the one
// before.
func startsParagraph(answer *copydeskv1.AnalyzeResponse, i int) bool {
	if i == 0 {
		return true
	}
	before, here := answer.GetSentences()[i-1].GetExcerpt().GetClean(), answer.GetSentences()[i].GetExcerpt().GetClean()
	from, to := before.GetEnd(), here.GetStart()
	return 0 <= from && from <= to && to <= int64(len(answer.GetText())) && strings.Contains(answer.GetText()[from:to], "\n")
}

// touchesNext reports whether nothing stands between a token and the next.
func touchesNext(answer *copydeskv1.AnalyzeResponse, i int) bool {
	all := answer.GetTokens()
	return i+1 < len(all) && all[i].GetExcerpt().GetClean().GetEnd() == all[i+1].GetExcerpt().GetClean().GetStart()
}
