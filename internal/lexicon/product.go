package lexicon

import (
	"math/big"
	"strconv"
)

// Times gives the product of two numbers as the decimals that they are written as,
// rounded once: 4.1 times a thousand million is 4100000000, where the product of
// the binary fractions nearest to them is 4099999999.9999995. What is no finite
// number is multiplied as it is.
func Times(a, b float64) float64 {
	if a == 1 || b == 1 {
		return a * b
	}
	x, ok := decimal(a)
	y, both := decimal(b)
	if !ok || !both {
		return a * b
	}
	v, _ := x.Mul(x, y).Float64()
	return v
}

// decimal gives the shortest decimal that reads as v.
func decimal(v float64) (*big.Rat, bool) {
	return new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, 64))
}
