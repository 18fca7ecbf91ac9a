module causality.io/go

go 1.23
