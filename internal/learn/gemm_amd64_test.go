package learn

type kernel func(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool)

func kernels() map[string]kernel {
	list := map[string]kernel{}
	if wide {
		list["tile512"] = inBytes(tile512)
	}
	if fast {
		list["tile256"] = inBytes(tile256)
	}
	return list
}

func inBytes(f kernel) kernel {
	return func(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool) {
		f(c, a, b, cDown*4, aDown*4, aRight*4, bDown*4, k, add)
	}
}
