// The ranks of a run. One process works without mpirun; without MPI there is only that one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace peregrine {

// Starts and ends MPI where the process was launched by mpirun or srun; make one first thing in
// main and keep it.
class Cluster {
 public:
  Cluster(int* argc, char*** argv);
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;
};

int world_rank();
int world_size();
// Position among the ranks on the same node: what a rank picks its GPU by.
int rank_on_node();
int ranks_on_node();

// Ends every rank at once with this exit code. For failures that the other ranks cannot see.
[[noreturn]] void abort_all_ranks(int exit_code);

// `text` of every rank, in their order, on rank 0; empty elsewhere. Collective.
std::vector<std::string> gather_texts(const std::string& text);

// From rank 0 to all. Collective.
void broadcast(std::int64_t& value);

void wait_for_all_ranks();

// To and from another rank, in order.
void send_numbers(std::span<const std::int64_t> numbers, int to_rank);
std::vector<std::int64_t> receive_numbers(int from_rank);
void send_numbers(std::span<const double> numbers, int to_rank);
std::vector<double> receive_doubles(int from_rank);

// Adds the numbers of all ranks up on rank 0, in small messages. Collective.
void sum_on_root(std::span<std::int64_t> numbers);

// Hands out 0 ... count - 1 among all ranks, each number once, in order of asking: whoever is
// faster gets more. Collective to make and to destroy.
class WorkQueue {
 public:
  explicit WorkQueue(std::int64_t count);
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;
  // The next number, or -1 when all are handed out.
  std::int64_t next();
  // How many were handed out so far, over all ranks.
  std::int64_t handed_out();

 private:
  struct Window;
  std::unique_ptr<Window> window_;
  std::int64_t count_;
};

}  // namespace peregrine
