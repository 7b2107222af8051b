#include "host/cluster/cluster.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#if defined(PEREGRINE_MPI)
#include <mpi.h>
#endif

namespace peregrine {

#if defined(PEREGRINE_MPI)

namespace {

bool mpi_started = false;
bool threads_may_call_mpi = false;

// Environment that launchers leave: Open MPI's mpirun, PMIx (srun --mpi=pmix), PMI (MPICH, Cray).
bool launched_by_mpi() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE"}) {
    if (std::getenv(name) != nullptr) return true;
  }
  return false;
}

constexpr int message_tag = 1;

// MPI counts are int: longer arrays go in parts of this many elements.
constexpr std::size_t part_elements = std::size_t{1} << 26;

template <typename T>
void send_parts(std::span<const T> numbers, MPI_Datatype type, int to_rank) {
  const auto size = static_cast<std::int64_t>(numbers.size());
  MPI_Send(&size, 1, MPI_INT64_T, to_rank, message_tag, MPI_COMM_WORLD);
  for (std::size_t at = 0; at < numbers.size(); at += part_elements) {
    const auto part = static_cast<int>(std::min(part_elements, numbers.size() - at));
    MPI_Send(numbers.data() + at, part, type, to_rank, message_tag, MPI_COMM_WORLD);
  }
}

template <typename T>
std::vector<T> receive_parts(MPI_Datatype type, int from_rank) {
  std::int64_t size = 0;
  MPI_Recv(&size, 1, MPI_INT64_T, from_rank, message_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  std::vector<T> numbers(static_cast<std::size_t>(size));
  for (std::size_t at = 0; at < numbers.size(); at += part_elements) {
    const auto part = static_cast<int>(std::min(part_elements, numbers.size() - at));
    MPI_Recv(numbers.data() + at, part, type, from_rank, message_tag, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
  }
  return numbers;
}

struct Node {
  int rank = 0;
  int size = 1;
};

Node this_node() {
  Node node;
  if (!mpi_started) return node;
  MPI_Comm shared = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, world_rank(), MPI_INFO_NULL, &shared);
  MPI_Comm_rank(shared, &node.rank);
  MPI_Comm_size(shared, &node.size);
  MPI_Comm_free(&shared);
  return node;
}

const Node& node() {
  static const Node cached = this_node();
  return cached;
}

}  // namespace

Cluster::Cluster(int* argc, char*** argv) {
  if (!launched_by_mpi()) return;
  int provided = 0;
  // The main thread of a rank, and on rank 0 the one that hands out work (WorkQueue).
  MPI_Init_thread(argc, argv, MPI_THREAD_MULTIPLE, &provided);
  mpi_started = true;
  threads_may_call_mpi = provided == MPI_THREAD_MULTIPLE;
  node();
}

Cluster::~Cluster() {
  if (mpi_started) MPI_Finalize();
  mpi_started = false;
}

int world_rank() {
  int rank = 0;
  if (mpi_started) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int world_size() {
  int size = 1;
  if (mpi_started) MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

int rank_on_node() {
  return node().rank;
}
int ranks_on_node() {
  return node().size;
}

bool any_thread_may_call_mpi() {
  return threads_may_call_mpi;
}

void abort_all_ranks(int exit_code) {
  if (mpi_started) MPI_Abort(MPI_COMM_WORLD, exit_code);
  std::_Exit(exit_code);
}

std::vector<std::string> gather_texts(const std::string& text) {
  if (!mpi_started) return {text};
  const int mine = static_cast<int>(text.size());
  std::vector<int> sizes(static_cast<std::size_t>(world_size()));
  MPI_Gather(&mine, 1, MPI_INT, sizes.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
  std::vector<int> offsets(sizes.size(), 0);
  for (std::size_t r = 1; r < sizes.size(); ++r) offsets[r] = offsets[r - 1] + sizes[r - 1];
  std::string all(static_cast<std::size_t>(offsets.back() + sizes.back()), '\0');
  MPI_Gatherv(text.data(), mine, MPI_CHAR, all.data(), sizes.data(), offsets.data(), MPI_CHAR, 0,
              MPI_COMM_WORLD);
  std::vector<std::string> texts;
  if (world_rank() != 0) return texts;
  for (std::size_t r = 0; r < sizes.size(); ++r) {
    texts.push_back(
        all.substr(static_cast<std::size_t>(offsets[r]), static_cast<std::size_t>(sizes[r])));
  }
  return texts;
}

void broadcast(std::int64_t& value) {
  if (mpi_started) MPI_Bcast(&value, 1, MPI_INT64_T, 0, MPI_COMM_WORLD);
}

void broadcast(std::string& text) {
  if (!mpi_started) return;
  auto size = static_cast<std::int64_t>(text.size());
  broadcast(size);
  text.resize(static_cast<std::size_t>(size));
  for (std::size_t at = 0; at < text.size(); at += part_elements) {
    const auto part = static_cast<int>(std::min(part_elements, text.size() - at));
    MPI_Bcast(text.data() + at, part, MPI_CHAR, 0, MPI_COMM_WORLD);
  }
}

void wait_for_all_ranks() {
  if (mpi_started) MPI_Barrier(MPI_COMM_WORLD);
}

std::int64_t sum_over_ranks(std::int64_t number) {
  if (mpi_started) MPI_Allreduce(MPI_IN_PLACE, &number, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  return number;
}

void send_numbers(std::span<const std::int64_t> numbers, int to_rank) {
  send_parts(numbers, MPI_INT64_T, to_rank);
}
std::vector<std::int64_t> receive_numbers(int from_rank) {
  return receive_parts<std::int64_t>(MPI_INT64_T, from_rank);
}
void send_numbers(std::span<const double> numbers, int to_rank) {
  send_parts(numbers, MPI_DOUBLE, to_rank);
}
std::vector<double> receive_doubles(int from_rank) {
  return receive_parts<double>(MPI_DOUBLE, from_rank);
}

void send_bytes(std::span<const std::byte> bytes, int to_rank) {
  send_parts(bytes, MPI_BYTE, to_rank);
}
std::vector<std::byte> receive_bytes(int from_rank) {
  return receive_parts<std::byte>(MPI_BYTE, from_rank);
}

#else

Cluster::Cluster(int*, char***) {}
Cluster::~Cluster() = default;
int world_rank() {
  return 0;
}
int world_size() {
  return 1;
}
int rank_on_node() {
  return 0;
}
int ranks_on_node() {
  return 1;
}
bool any_thread_may_call_mpi() {
  return false;
}
void abort_all_ranks(int exit_code) {
  std::_Exit(exit_code);
}
std::vector<std::string> gather_texts(const std::string& text) {
  return {text};
}
void broadcast(std::int64_t&) {}
void broadcast(std::string&) {}
void wait_for_all_ranks() {}
std::int64_t sum_over_ranks(std::int64_t number) {
  return number;
}

namespace {
[[noreturn]] void no_other_rank() {
  throw std::logic_error("there is no other rank without MPI");
}
}  // namespace

void send_numbers(std::span<const std::int64_t>, int) {
  no_other_rank();
}
std::vector<std::int64_t> receive_numbers(int) {
  no_other_rank();
}
void send_numbers(std::span<const double>, int) {
  no_other_rank();
}
std::vector<double> receive_doubles(int) {
  no_other_rank();
}
void send_bytes(std::span<const std::byte>, int) {
  no_other_rank();
}
std::vector<std::byte> receive_bytes(int) {
  no_other_rank();
}

#endif

std::string host_name() {
  char name[256] = "unknown";
  gethostname(name, sizeof name - 1);
  return name;
}

void reduce_on_root(const std::function<std::vector<std::byte>()>& store,
                    const std::function<void(std::span<const std::byte>)>& add) {
  const int rank = world_rank();
  for (int step = 1; step < world_size(); step *= 2) {
    if ((rank & step) != 0) {
      send_bytes(store(), rank - step);
      return;
    }
    if (rank + step < world_size()) add(receive_bytes(rank + step));
  }
}

}  // namespace peregrine
