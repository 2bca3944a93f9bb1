package main

import (
	"io"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress shows how far an import is, on standard error if that is a terminal.
// It counts bytes, which are known beforehand, and tells articles.
type progress struct {
	d            *desk
	was          io.Writer // standard error, as it was
	bars         *mpb.Progress
	bar          *mpb.Bar
	kept, failed atomic.Int64
}

// startProgress shows a bar; lines that are written to standard error go above
// it until it is stopped.
func (d *desk) startProgress(sources []source) *progress {
	p := &progress{d: d, was: d.err}
	if !isTerminal(d.err) {
		return p
	}
	var total int64 // 0 where some size is not known: the bar only counts then
	for _, s := range sources {
		if s.kind == fromStdin {
			total = 0
			break
		}
		total += s.size
	}
	tell := decor.Any(func(decor.Statistics) string { return p.tell() }, decor.WC{C: decor.DindentRight | decor.DextraSpace})
	p.bars = mpb.New(mpb.WithOutput(d.err), mpb.WithWidth(pipeWidth))
	if total > 0 {
		p.bar = p.bars.New(total, mpb.BarStyle().Lbound("").Filler("━").Tip("━").Padding("─").Rbound(""), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(tell), mpb.AppendDecorators(decor.Percentage(decor.WC{W: 5}), decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 7})))
	} else {
		p.bar = p.bars.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarWidth(2), mpb.BarRemoveOnComplete(), mpb.AppendDecorators(tell))
	}
	d.err = p.bars
	return p
}

func (p *progress) tell() string {
	text := count(int(p.kept.Load()), "article")
	if failed := p.failed.Load(); failed > 0 {
		text += ", " + thousands(failed) + " failed"
	}
	return text
}

// add counts an article of so many bytes.
func (p *progress) add(size int64, kept, failed int) {
	if p.bar != nil {
		p.kept.Store(int64(kept))
		p.failed.Store(int64(failed))
		p.bar.IncrInt64(size)
	}
}

// stop takes the bar away.
func (p *progress) stop() {
	if p.bar == nil {
		return
	}
	p.bar.Abort(true)
	p.bars.Wait()
	p.d.err = p.was
}
