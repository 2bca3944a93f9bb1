package learn

// The net that is given is a mean of those that learning goes through, for each
// swings about what they have in common (Polyak and Juditsky 1992): from a share
// of the way on, every so many steps, with so much of the new one.
const (
	averageFrom  = .5
	averageEvery = 8
	averageShare = .02
)

// average is a running mean of weights.
type average struct {
	dense, table []float32
	begun        bool
}

func newAverage(p *params) *average {
	return &average{dense: make([]float32, len(p.dense)), table: make([]float32, len(p.table))}
}

// add takes the weights after a step into the mean.
func (a *average) add(p *params, step int, done float64) {
	if done < averageFrom || step%averageEvery != 0 {
		return
	}
	share := float32(averageShare)
	if !a.begun {
		a.begun, share = true, 1
	}
	approach(a.dense, p.dense, share)
	approach(a.table, p.table, share)
}

func approach(mean, list []float32, share float32) {
	list = list[:len(mean)]
	for i, x := range list {
		mean[i] += share * (x - mean[i])
	}
}

// params gives the mean, laid out as p; p itself if there is none.
func (a *average) params(p *params) *params {
	if !a.begun {
		return p
	}
	mean := p.like()
	copy(mean.dense, a.dense)
	copy(mean.table, a.table)
	return mean
}
