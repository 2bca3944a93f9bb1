//go:build !amd64

package model

const kernel = false

func leaves(masks *uint32, columns *float32, questions *question, counts *int32, trees int) {
	panic("model: no kernel")
}
