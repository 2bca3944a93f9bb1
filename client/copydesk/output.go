package main

import (
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// form is the form of an answer.
type form struct {
	output  choice
	offsets choice
}

// outputFlag adds -o with the forms that a verb has; the first is the default.
func (f *form) outputFlag(c *cobra.Command, forms ...string) {
	f.output = oneOf(forms...)
	c.Flags().VarP(&f.output, "output", "o", "form of the answer")
	f.output.complete(c, "output")
}

// offsetsFlag adds --offsets.
func (f *form) offsetsFlag(c *cobra.Command) {
	f.offsets = oneOf("bytes", "utf16", "codepoints")
	c.Flags().Var(&f.offsets, "offsets", "how offsets are counted, in -o json")
	f.offsets.complete(c, "offsets")
}

func (f *form) unit() copydeskv1.OffsetUnit {
	switch f.offsets.value {
	case "utf16":
		return copydeskv1.OffsetUnit_OFFSET_UNIT_UTF16
	case "codepoints":
		return copydeskv1.OffsetUnit_OFFSET_UNIT_CODEPOINTS
	}
	return copydeskv1.OffsetUnit_OFFSET_UNIT_BYTES
}

// warn writes the warnings about an input, behind what was printed of it.
func (d *desk) warn(name string, warnings []*copydeskv1.Warning) error {
	err := d.out.flush()
	for _, w := range warnings {
		d.complain("warning: %s: %s", name, w.GetMessage())
	}
	return err
}
