package main

import (
	"runtime"
	"runtime/debug"

	"github.com/copydesk/copydesk/server"
	"github.com/spf13/cobra"
)

func (d *desk) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the engine",
		Long:    "Version prints the version of the engine that this command has in it, and what it was built from. Answers carry the version of the engine that gave them.",
		GroupID: groupOther,
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			d.out.row(part{"copydesk " + server.EngineVersion, normal}, part{" (" + build() + ")", dim})
			return nil
		},
	}
}

// build says what the command was built from.
func build() string {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value[:min(len(s.Value), 12)]
			}
		}
	}
	return joined(", ", revision, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
}
