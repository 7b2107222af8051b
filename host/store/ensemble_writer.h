// Writes one ensemble file, which appears under its name only when it is complete and has been
// read back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "host/store/ensemble_header.h"

namespace peregrine {

struct StoreOptions {
  Compression compression = Compression::deflate;
  int threads = 1;      // that compress
  std::string partial;  // name of the unfinished file; empty: beside the output
};

// Throws OutputError unless a file could be written at `path`: its folder exists and is writable,
// the path is no folder, and `bytes` (0: not checked) are free on that file system.
void check_output_path(const std::string& path, double bytes = 0);

// For one thread of one process (rank 0); HDF5 is called serially and MPI need not be initialised.
// Works on `path + ".partial-<pid>"`, or on what the options name on the same file system. Every
// member throws OutputError with the file, what failed and what to do about it; and
// std::invalid_argument or std::out_of_range where the caller hands over a variable, a count or a
// header that does not fit the schema.
class EnsembleWriter {
 public:
  // Checks the path, creates the file, writes coordinates, labels and attributes.
  EnsembleWriter(const std::string& path, const EnsembleHeader& header,
                 const StoreOptions& options = {});
  // Removes what an unfinished writer has left.
  ~EnsembleWriter();
  EnsembleWriter(const EnsembleWriter&) = delete;
  EnsembleWriter& operator=(const EnsembleWriter&) = delete;

  // Rows first_realization ... + count - 1 of a streamed variable, in any order of calls;
  // `rows` has the element type of the schema and shape (count, rest of the dimensions).
  void write_rows(std::string_view variable, std::int64_t first_realization, std::int64_t count,
                  const void* rows);

  // A whole floating-point variable in the order of its dimensions, slowest first. The file's
  // precision is the schema's; what has more is rounded to nearest.
  void write(std::string_view variable, std::span<const double> data);
  void write(std::string_view variable, std::span<const float> data);

  // A root attribute; `name` ends in `_seconds`.
  void write_runtime(std::string_view name, double seconds);

  // The statistics of all draws, from which further ones can go on (host/outcome/statistics.h).
  // They are no variable of the schema and do not enter the content hash. At most once.
  void write_mergeable(std::span<const std::byte> statistics);

  // Has the disk begin with what is written already, while the caller goes on. Never fails: what
  // the disk cannot take is found by finish().
  void start_sync();

  // Reads everything back, stores the content hash, marks the file complete, syncs it to disk and
  // renames it into place, replacing a file of that name. Returns the content hash (64 hex digits).
  // Throws std::logic_error naming the variables that were not (fully) written.
  std::string finish();

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace peregrine
