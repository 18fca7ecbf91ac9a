package causality

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// smallJournal is the size below which the file is not written anew.
const smallJournal = 256 << 10

// journal keeps the queue on the disk: a file to which each new event and each one that is done with is appended, a line
// each, before the call returns. What a killed process had appended is the system's and is found by the next; a line that was
// cut off is left out. The file is written anew without what is done when that is most of it.
//
// An event is "+ seq json", the end of one "- seq". Where the disk refuses, the queue goes on in memory. Not safe for
// concurrent use: the queue calls it under its lock.
type journal struct {
	path    string
	lock    *os.File // holds the folder's lock until it is closed
	file    *os.File // nil when the disk refused, or it is closed
	live    map[uint64]int
	nextSeq uint64 // of the last event that was ever in the file
	kept    []entry
	bytes   int64 // of the file
	liveLen int64 // of the events in it that are not done with
	line    []byte
	failed  func(error)
}

// openJournal reads what an earlier process left. The error means that the folder cannot be used, or another client uses it.
func openJournal(folder string, failed func(error)) (*journal, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	lock, err := lockFolder(folder)
	if err != nil {
		return nil, err
	}
	j := &journal{path: filepath.Join(folder, "events.journal"), lock: lock, live: map[uint64]int{}, failed: failed}
	err = j.read()
	if err == nil {
		err = j.rewrite(j.kept)
	}
	if err != nil {
		j.close()
		return nil, err
	}
	return j, nil
}

func (j *journal) read() error {
	text, err := os.ReadFile(j.path)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	j.parse(text)
	return nil
}

func (j *journal) parse(text []byte) {
	found := map[uint64][]byte{}
	var order []uint64
	for {
		line, rest, whole := bytes.Cut(text, []byte{'\n'})
		if !whole {
			break
		}
		text = rest
		if len(line) < 3 {
			continue
		}
		number, json, _ := bytes.Cut(line[2:], []byte{' '})
		seq, err := strconv.ParseUint(string(number), 10, 64)
		if err != nil {
			continue
		}
		j.nextSeq = max(j.nextSeq, seq)
		switch {
		case line[0] == '-':
			delete(found, seq)
		case line[0] == '+' && bytes.HasPrefix(json, []byte{'{'}) && bytes.HasSuffix(json, []byte{'}'}):
			found[seq] = bytes.Clone(json)
			order = append(order, seq)
		}
	}
	for _, seq := range order {
		if data, is := found[seq]; is {
			j.kept = append(j.kept, entry{data: data, seq: seq})
			delete(found, seq)
		}
	}
}

func (j *journal) add(one entry) {
	j.live[one.seq] = len(one.data)
	j.liveLen += int64(len(one.data))
	j.line = appendLine(j.line[:0], one)
	j.append()
}

func appendLine(to []byte, one entry) []byte {
	to = append(to, "+ "...)
	to = strconv.AppendUint(to, one.seq, 10)
	to = append(to, ' ')
	to = append(to, one.data...)
	return append(to, '\n')
}

// remove is told what is done with, and what is left in the queue afterwards.
func (j *journal) remove(gone []entry, left func() []entry) {
	j.line = j.line[:0]
	for _, one := range gone {
		length, is := j.live[one.seq]
		if !is {
			continue
		}
		delete(j.live, one.seq)
		j.liveLen -= int64(length)
		j.line = append(j.line, "- "...)
		j.line = strconv.AppendUint(j.line, one.seq, 10)
		j.line = append(j.line, '\n')
		j.nextSeq = max(j.nextSeq, one.seq)
	}
	j.append()
	if j.file != nil && j.bytes > smallJournal && j.bytes > 4*j.liveLen {
		if err := j.rewrite(left()); err != nil {
			j.refused(err)
		}
	}
}

func (j *journal) append() {
	if j.file == nil || len(j.line) == 0 {
		return
	}
	if _, err := j.file.Write(j.line); err != nil {
		j.refused(err)
		return
	}
	j.bytes += int64(len(j.line))
}

// refused: from here on the queue is in memory alone.
func (j *journal) refused(cause error) {
	_ = j.file.Close() // It is of no use any more, whatever closing says.
	j.file = nil
	j.failed(fmt.Errorf("causality: the queue cannot be kept on the disk any more: %w", cause))
}

// rewrite replaces the file by one that holds these events alone.
func (j *journal) rewrite(left []entry) error {
	// The numbers go on where they were, whatever is left.
	text := append([]byte("- "), strconv.FormatUint(max(j.nextSeq, 1), 10)...)
	text = append(text, '\n')
	j.live, j.liveLen = make(map[uint64]int, len(left)), 0
	for _, one := range left {
		text = appendLine(text, one)
		j.live[one.seq] = len(one.data)
		j.liveLen += int64(len(one.data))
	}
	if err := replaceFile(j.path, text); err != nil {
		return err
	}
	file, err := os.OpenFile(j.path, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if j.file != nil {
		_ = j.file.Close() // It was replaced.
	}
	j.file, j.bytes = file, int64(len(text))
	return nil
}

// replaceFile writes a file as a whole or not at all.
func replaceFile(path string, text []byte) error {
	fresh := path + ".fresh"
	file, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

// size is how many events stand in the file and are not done with.
func (j *journal) size() int {
	if j.file == nil {
		return 0
	}
	return len(j.live)
}

func (j *journal) close() {
	if j.file != nil {
		_ = j.file.Close() // Each line was written by itself; nothing waits.
		j.file = nil
	}
	_ = j.lock.Close()
}
