// Command copydesk turns scraped news articles into clean copy, summaries and
// claims, and keeps a corpus of them. Without --server it is its own server.
package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run does what the arguments say and gives the exit code.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the second signal is not ours
	d := &desk{in: in, err: errOut}
	root := d.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	d.out = newPrinter(out, &d.color)
	err := root.ExecuteContext(ctx)
	if flushed := d.out.flush(); err == nil {
		err = flushed
	}
	return d.exit(err)
}

// desk is one run of the command: where it reads and writes, and the flags
// that every verb has.
type desk struct {
	in    io.Reader
	out   *printer
	err   io.Writer
	color choice
	reach reach
}

const (
	groupArticles = "articles"
	groupCorpus   = "corpus"
	groupOther    = "other"
)

func (d *desk) root() *cobra.Command {
	d.color = oneOf("auto", "always", "never")
	root := &cobra.Command{
		Use:   "copydesk",
		Short: "Clean copy, summaries and claims out of scraped news articles",
		Long: `Copydesk turns scraped news articles into clean copy, summaries and claims.

It reads HTML and text in any charset, whole folders, JSON lines and standard
input. Without --server it does the work in its own process: nothing has to be
running. It never fetches anything.`,
		Example: `  copydesk clean page.html                 # the article, without the rest of the page
  copydesk clean --removed page.html       # and what was dropped, with the reason
  copydesk summarize --sentences 3 story/  # one summary of a folder of articles
  copydesk claims story/*.html             # who says what, and who agrees
  copydesk import story/                   # keep articles, then:
  copydesk search "lake dam"`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddGroup(&cobra.Group{ID: groupArticles, Title: "Articles:"},
		&cobra.Group{ID: groupCorpus, Title: "The corpus:"}, &cobra.Group{ID: groupOther, Title: "The rest:"})
	root.AddCommand(d.cleanCommand(), d.summarizeCommand(), d.claimsCommand(), d.analyzeCommand(),
		d.importCommand(), d.listCommand(), d.showCommand(), d.searchCommand(), d.deleteCommand(),
		d.healthCommand(), d.versionCommand())
	root.SetHelpCommandGroupID(groupOther)
	root.SetCompletionCommandGroupID(groupOther)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usagef(c, "%v", err) })
	d.reach.flags(root)
	root.PersistentFlags().Var(&d.color, "color", "when to use colours; auto heeds NO_COLOR")
	d.color.complete(root, "color")
	return root
}

// exit says what went wrong, unless that was said already, and gives the exit
// code: 0 done, 2 usage, 64 + the gRPC code otherwise.
func (d *desk) exit(err error) int {
	var said reported
	var wrong *usageError
	switch {
	case err == nil || errors.Is(err, syscall.EPIPE): // whoever reads has enough
		return 0
	case errors.As(err, &said):
		return exitCode(said.err)
	case errors.As(err, &wrong):
		d.complain("%s", wrong)
		return exitUsage
	case !isStatus(err): // cobra's own: an unknown command, a wrong number of arguments
		d.complain("%s; see copydesk --help", unknown(err))
		return exitUsage
	}
	d.complain("%s", d.words(err))
	return exitCode(err)
}

// unknown says what cobra does not know, on one line.
func unknown(err error) string {
	what, like, ok := strings.Cut(err.Error(), "\n\nDid you mean this?\n")
	if !ok {
		return what
	}
	return what + "; there is " + list(strings.Fields(like))
}

// buffered gives standard input with room to look ahead.
func (d *desk) buffered(ctx context.Context) *bufio.Reader {
	return bufio.NewReaderSize(interruptible{ctx, d.in}, peekBytes)
}
