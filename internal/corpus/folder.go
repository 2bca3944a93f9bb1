package corpus

import (
	"os"
	"path/filepath"
	"runtime"
)

// UserFolder gives the folder that a user's corpus is kept in when nobody says
// otherwise: where the XDG Base Directory Specification 0.8 has programs keep
// their data, and what takes its place on macOS and Windows. Empty if the user
// has no home.
func UserFolder() string {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "copydesk")
	}
	home, err := os.UserHomeDir()
	switch {
	case runtime.GOOS == "windows" && os.Getenv("LocalAppData") != "":
		return filepath.Join(os.Getenv("LocalAppData"), "copydesk")
	case err != nil:
		return ""
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Application Support", "copydesk")
	}
	return filepath.Join(home, ".local", "share", "copydesk")
}
