package model

import "golang.org/x/sys/cpu"

// kernel says whether [leaves] may be called.
var kernel = cpu.X86.HasAVX2

// leaves sets the masks of [lanes] rows for each of some trees, whose questions
// stand behind one another, as many of each as counts says.
//
//go:noescape
func leaves(masks *uint32, columns *float32, questions *question, counts *int32, trees int)
