# Sourced by scripts that start a product of their own.

# free_port: prints a port that nobody listens at, below the range of outgoing connections, as the servers' ports are.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}
