//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package causality

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lockFolder makes the folder this client's alone, until the file is closed or the process ends, however it ends.
func lockFolder(folder string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("%s is used by another client: %w", folder, err)
	}
	return file, nil
}
