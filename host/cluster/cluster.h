// The ranks of a run. One process works without mpirun; without MPI there is only that one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

// Whether threads besides the main one may send and receive messages of their own.
bool any_thread_may_call_mpi();

// Of the node this rank is on.
std::string host_name();

// Ends every rank at once with this exit code. For failures that the other ranks cannot see.
[[noreturn]] void abort_all_ranks(int exit_code);

// `text` of every rank, in their order, on rank 0; empty elsewhere. Collective.
std::vector<std::string> gather_texts(const std::string& text);

// From rank 0 to all. Collective.
void broadcast(std::int64_t& value);
void broadcast(std::string& text);

void wait_for_all_ranks();

// The sum of all ranks' numbers, on all of them. Collective.
std::int64_t sum_over_ranks(std::int64_t number);

// To and from another rank, in order.
void send_numbers(std::span<const std::int64_t> numbers, int to_rank);
std::vector<std::int64_t> receive_numbers(int from_rank);
void send_numbers(std::span<const double> numbers, int to_rank);
std::vector<double> receive_doubles(int from_rank);
void send_bytes(std::span<const std::byte> bytes, int to_rank);
std::vector<std::byte> receive_bytes(int from_rank);

// Brings what all ranks hold together on rank 0, in as many rounds as their number has bits: a rank
// either hands what it has on, by `store`, or adds what it is handed, by `add`. Collective.
void reduce_on_root(const std::function<std::vector<std::byte>()>& store,
                    const std::function<void(std::span<const std::byte>)>& add);

}  // namespace peregrine
