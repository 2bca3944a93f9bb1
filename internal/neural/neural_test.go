package neural

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/doc"
)

// The kernel and the plain path give the same products.
func TestProducts(t *testing.T) {
	if !kernel {
		t.Skip("no kernel on this machine")
	}
	draw := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][3]int{{96, 512, 7}, {128, 336, 1}, {64, 64, 33}, {64, 16, 4}, {2, 48, 5}} {
		in, out, n := size[0], size[1], size[2]
		fast, plain := newMatrix(in, out, true), newMatrix(in, out, false)
		for i := range in {
			for j := range out {
				v := int16(draw.IntN(255) - 127)
				fast.set(i, j, v)
				plain.set(i, j, v)
			}
		}
		vectors := make([]int16, up(n, rows)*in)
		for i := range vectors {
			vectors[i] = int16(draw.IntN(1 << 16))
		}
		got, want := make([]int32, up(n, rows)*out), make([]int32, up(n, rows)*out)
		fast.times(got, vectors, in, n)
		plain.times(want, vectors, in, n)
		if !slices.Equal(got[:n*out], want[:n*out]) {
			t.Errorf("%v: another answer", size)
		}
	}
}

// The curves are the same on every machine.
func TestCurves(t *testing.T) {
	c, sum := newCurves(), fnv.New64a()
	for i := range curveSteps {
		fmt.Fprintln(sum, c.sigmoid[i], c.tanh[i])
	}
	if got, want := sum.Sum64(), uint64(0xa9b99763c00360fc); got != want {
		t.Errorf("the curves' sum is %#x, want %#x", got, want)
	}
}

// randomNet gives a net with random weights.
func randomNet(kernel bool) *Net {
	w, err := Unpack(randomWeights().Pack())
	if err != nil {
		panic(err)
	}
	return newNet(w, kernel)
}

// randomWeights know some words.
func randomWeights() *Weights {
	draw := rand.New(rand.NewPCG(3, 4))
	numbers := func(n int) []float32 {
		list := make([]float32, n)
		for i := range list {
			list[i] = float32(draw.NormFloat64() * .2)
		}
		return list
	}
	keys := []string{"1e", "1s", "b(t", "sXx", "wboat", "wthe"}
	dense := func(in, out int) Dense { return NewDense(numbers(in*out), numbers(out), in) }
	w := &Weights{Keys: keys, XPOS: []string{"DT", "NN"}, Features: []doc.Features{0, doc.NumberSing}, Tags: []TagSet{{doc.DET, 0, 0}, {doc.NOUN, 1, 1}, {doc.VERB, 1, 0}}}
	for range 2 {
		w.Members = append(w.Members, Member{
			Words: NewTable(numbers((firstRow+len(keys))*32), 32),
			In1:   dense(window*32, 2*gates1*16), In2: dense(32, 2*gates2*16), Out: dense(32, 4*16+uposCount+4), Arc: dense(16, 16), Label: dense(16, relationCount),
			Distance: numbers(DistanceClasses), Arcs: 16, Labels: 16, Ceiling: Ceiling{1, 1, 1},
		})
	}
	return w
}

// garbage gives sentences of many lengths that are none.
func garbage() [][]string {
	draw := rand.New(rand.NewPCG(5, 6))
	pool := []string{"the", "The", "boat", "boats", "", ".", ",", "\xff\xfe", "…", strings.Repeat("é", 99), "12.5", "’s", "Ω", "I", "\u200d"}
	var list [][]string
	for _, n := range []int{0, 1, 2, 3, 9, 40, 159, 160, 161, 500, 1700} {
		var s []string
		for range n {
			s = append(s, pool[draw.IntN(len(pool))])
		}
		list = append(list, s, slices.Repeat([]string{"boat"}, n))
	}
	return list
}

// Whatever is read, the kernel changes no answer, and the heads are a tree.
func TestGarbage(t *testing.T) {
	fast, plain := randomNet(kernel), randomNet(false)
	reader := fast.Reader()
	for _, s := range garbage() {
		got := reader.Sentence(s)
		if diff := cmp.Diff(plain.Sentence(s), got); diff != "" {
			t.Fatalf("%d words: -plain +kernel\n%s", len(s), diff)
		}
		var heads []int
		for _, w := range got {
			heads = append(heads, w.Head)
		}
		if len(got) != len(s) || len(s) > 0 && !IsTree(heads) {
			t.Errorf("%d words: no tree: %v", len(s), heads)
		}
	}
}

// treesOf calls yield with every choice of heads for n words.
func treesOf(n int, yield func(heads []int)) {
	heads := make([]int, n)
	var fill func(at int)
	fill = func(at int) {
		if at == n {
			yield(heads)
			return
		}
		for h := range n + 1 {
			heads[at] = h
			fill(at + 1)
		}
	}
	fill(0)
}

// The best tree is the best of all trees.
func TestBestTree(t *testing.T) {
	draw := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		n := 1 + draw.IntN(5)
		s := scores{make([]int32, n*(n+1)), n + 1, n}
		for i := range s.cells {
			s.cells[i] = int32(draw.IntN(1000))
		}
		sum := func(heads []int) (total int64) {
			for i, h := range heads {
				total += int64(s.of(i+1, h))
			}
			return total
		}
		best := int64(-1)
		treesOf(n, func(heads []int) {
			if IsTree(heads) {
				best = max(best, sum(heads))
			}
		})
		for name, heads := range map[string][]int{"bestTree": s.bestTree(), "heads": s.heads()} {
			if !IsTree(heads) || sum(heads) != best {
				t.Fatalf("%s of %v: %v with %d, want %d", name, s.cells, heads, sum(heads), best)
			}
		}
	}
}

func TestIsTree(t *testing.T) {
	for _, c := range []struct {
		heads []int
		want  bool
	}{
		{[]int{0}, true}, {[]int{1}, false}, {[]int{0, 1, 2}, true}, {[]int{2, 1, 0}, false}, {[]int{0, 0}, false}, {[]int{3, 0, 2}, true}, {nil, false},
	} {
		if got := IsTree(c.heads); got != c.want {
			t.Errorf("%v: %v", c.heads, got)
		}
	}
}

// Reading takes time in proportion to the number of words, counted in windows.
func TestParts(t *testing.T) {
	for _, s := range garbage() {
		parts := 0
		for rest := s; len(rest) > 0; parts++ {
			n := part(rest)
			if n < 1 || n > longest || n <= longest/2 && n < len(rest) {
				t.Fatalf("a part of %d words, of %d", n, len(rest))
			}
			rest = rest[n:]
		}
		if most := 2*len(s)/longest + 1; parts > most {
			t.Errorf("%d parts of %d words, want at most %d", parts, len(s), most)
		}
	}
}

func TestUnpackDamaged(t *testing.T) {
	good := randomWeights().Pack()
	for n := 0; n < len(good); n += 61 {
		if _, err := Unpack(good[:n]); err != ErrDamaged {
			t.Fatalf("%d bytes of %d: %v", n, len(good), err)
		}
	}
	for _, b := range [][]byte{append(good, 0), (&Weights{}).Pack()} {
		if _, err := Unpack(b); err != ErrDamaged {
			t.Errorf("%d bytes: %v", len(b), err)
		}
	}
}

func TestKeys(t *testing.T) {
	for form, want := range map[string]string{
		"Boats": "wboats fBoats sXxx 1s 2ts 3ats 4oats bbo cboa",
		"’s":    "w's f’s sox 1s 2's b's",
		"1990":  "w0000 f1990 sdd 10 200 3000 40000 b00 c000",
		"":      "w s",
	} {
		var keys []string
		Keys(form, func(key []byte) { keys = append(keys, string(key)) })
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%q: %s, want %s", form, got, want)
		}
	}
}

// Several may ask at a time, and get what one gets.
func TestTogether(t *testing.T) {
	n := randomNet(kernel)
	var want [][]Word
	sentences := garbage()[:12]
	for _, s := range sentences {
		want = append(want, randomNet(kernel).Sentence(s))
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			r := n.Reader()
			for i, s := range sentences {
				if got := r.Sentence(s); !slices.Equal(got, want[i]) {
					t.Errorf("%d words: another answer", len(s))
				}
			}
		})
	}
	group.Wait()
}

// A full cache is emptied, and changes no answer.
func TestFullCache(t *testing.T) {
	n := randomNet(kernel)
	s := []string{"the", "boats"}
	before := n.Sentence(s)
	for i := range 2 * shards * perPart {
		n.forms.put(fmt.Sprint(i), nil)
	}
	kept := 0
	for i := range n.forms.parts {
		kept += len(n.forms.parts[i].columns)
	}
	if kept > shards*perPart {
		t.Errorf("%d forms are kept, want at most %d", kept, shards*perPart)
	}
	if diff := cmp.Diff(before, n.Sentence(s)); diff != "" {
		t.Error(diff)
	}
}

// A net that has learnt nothing answers all the same.
func TestNothing(t *testing.T) {
	n := New(&nothing)
	for _, s := range garbage() {
		var heads []int
		for _, w := range n.Sentence(s) {
			heads = append(heads, w.Head)
		}
		if len(heads) != len(s) || len(s) > 0 && !IsTree(heads) {
			t.Errorf("%d words: no tree: %v", len(s), heads)
		}
	}
}
