package neural

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever words a sentence is made of, it stays a tree once a verb is looked for.
func TestMendedTree(t *testing.T) {
	words := strings.Fields("the a bank reserves amount costs halt traffic drills of to in said he which called moves fair loan Tarn , ' 4 's")
	draw := rand.New(rand.NewPCG(3, 4))
	plain := newNet(unpacked(t), false)
	r := English().Reader()
	for range 400 {
		s := []string{"The"}
		for range 1 + draw.IntN(14) {
			s = append(s, words[draw.IntN(len(words))])
		}
		s = append(s, ".")
		got := r.Sentence(s)
		var heads []int
		for _, w := range got {
			heads = append(heads, w.Head)
		}
		if !IsTree(heads) {
			t.Errorf("%v: no tree: %v", s, heads)
		}
		if diff := cmp.Diff(plain.Sentence(s), got); diff != "" {
			t.Errorf("%v: -plain +kernel\n%s", s, diff)
		}
	}
}

func unpacked(t *testing.T) *Weights {
	w, err := Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A finite verb is looked for in sentences only, and where there is none.
func TestMend(t *testing.T) {
	for sentence, root := range map[string]string{
		"The council insists on a vote .":                      "insists",
		"Norland called on both sides to stop .":               "called",
		"The drills halt traffic .":                            "halt",
		"The biggest job cuts in ten years .":                  "cuts",
		"A list of cuts for the islands":                       "list",
		"The keeper said that the boats had gone .":            "said",
		"Take the boats home .":                                "Take",
		"The reserves amount to 4 billion , the keeper said .": "said",
	} {
		forms := strings.Fields(sentence)
		for i, w := range English().Sentence(forms) {
			if w.Head == 0 && forms[i] != root {
				t.Errorf("%s: the root is %q, want %q", sentence, forms[i], root)
			}
		}
	}
}
