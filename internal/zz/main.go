package main

import (
	"fmt"
	"os"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/page"
)

func main() {
	for _, f := range os.Args[1:] {
		src, _ := os.ReadFile(f)
		p, err := page.Parse(src, "")
		if err != nil {
			fmt.Println(f, err)
			continue
		}
		c := clean.Clean(p, clean.Hints{})
		fmt.Printf("=== %s\ntitle %q authors %q site %q lang %q date %q\n", f, c.Title, c.Authors, c.Site, c.Language, c.Published)
		for _, d := range c.Dates {
			fmt.Printf("   %+v\n", d)
		}
		for i, v := range c.Verdicts {
			mark := "+"
			if !v.Kept {
				mark = "-"
			}
			fmt.Printf("%s %5.1f %-16s %d %.110q\n", mark, v.Score.Total(), v.Reason, v.Kind, p.Blocks[i].Text)
		}
	}
}
