//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package causality

import (
	"errors"
	"os"
)

// lockFolder refuses: without a lock that ends with the process two clients could write into one file.
func lockFolder(string) (*os.File, error) {
	return nil, errors.New("storage needs file locks, which this system has no standard call for")
}
