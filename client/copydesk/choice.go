package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// choice is a flag that is one of a few words.
type choice struct {
	value string
	of    []string
}

// oneOf gives a choice; the first word is the default.
func oneOf(words ...string) choice { return choice{value: words[0], of: words} }

// String gives the chosen word.
func (c *choice) String() string { return c.value }

// Type names the words that there are, for --help.
func (c *choice) Type() string { return strings.Join(c.of, "|") }

// Set chooses a word. The error says which there are.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.of, s) {
		return fmt.Errorf("wanted one of %s", strings.Join(c.of, ", "))
	}
	c.value = s
	return nil
}

// complete offers the words to the shell.
func (c *choice) complete(command *cobra.Command, flag string) {
	// The only error is that there is no such flag, or that it was done before.
	_ = command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(c.of, cobra.ShellCompDirectiveNoFileComp))
}

// moment is a flag that is a day or a time.
type moment struct{ time *timestamppb.Timestamp }

// Type names the kind of value in --help.
func (m *moment) Type() string { return "DATE" }

// String gives the moment; empty: none is set.
func (m *moment) String() string {
	if m.time == nil {
		return ""
	}
	return m.time.AsTime().Format(time.RFC3339)
}

// Set reads a day, or a time in RFC 3339.
func (m *moment) Set(s string) error {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			m.time = timestamppb.New(t)
			return nil
		}
	}
	return fmt.Errorf("wanted 2025-03-04 or 2025-03-04T09:30:00+01:00")
}
