// Reads an ensemble file, which may be foreign, damaged or hostile: every size is checked before
// anything is allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/store/ensemble_header.h"

namespace peregrine {

// Whether a file that a run left unfinished may be read.
enum class Accept { complete, incomplete };

// A box of a variable: one offset and one count per dimension.
struct Slab {
  std::vector<std::int64_t> offset;
  std::vector<std::int64_t> count;
};

// For one thread. Every member throws InputError with the file, what is wrong and what to do; and
// std::out_of_range or std::invalid_argument for a variable or slab that is not in the schema.
class EnsembleReader {
 public:
  explicit EnsembleReader(const std::string& path, Accept accept = Accept::complete);
  ~EnsembleReader();
  EnsembleReader(EnsembleReader&&) noexcept;
  EnsembleReader& operator=(EnsembleReader&&) noexcept;

  const std::string& path() const;
  // Coordinates, labels and attributes, checked: codes, indices and extents agree.
  const EnsembleHeader& header() const;
  const Extents& extents() const;
  std::int64_t extent(Dimension dimension) const;
  const std::vector<double>& quantiles() const;
  bool complete() const;
  // As stored by the writer; recomputed by host/store/content_hash.h.
  const std::string& content_hash() const;

  // All root attributes in the order of the file, numbers as text.
  const std::vector<std::pair<std::string, std::string>>& attributes() const;
  // Of the file, and the variables that it may have.
  int format_version() const;
  std::span<const VariableSchema> schema() const;
  // Whether it has this variable: those of earlier formats and of smaller worlds lack some.
  bool has(std::string_view variable) const;
  // How long parts of the run took, by names that end in `_seconds`.
  std::map<std::string, double> runtime() const;

  // What EnsembleWriter::write_mergeable wrote, checked; nothing where it did not.
  std::vector<std::byte> mergeable() const;

  // Index of a country or corridor, -1 where there is none of that code.
  int country_index(std::string_view iso3) const;
  int corridor_index(std::string_view origin_iso3, std::string_view destination_iso3) const;

  // Values of a numeric variable, slowest dimension first, missing ones as NaN. At most 1 GiB.
  std::vector<double> read(std::string_view variable) const;
  std::vector<double> read(std::string_view variable, const Slab& slab) const;

  // A text variable.
  std::vector<std::string> read_texts(std::string_view variable) const;

  // The values of a variable that is no `text` as they are stored, little-endian bytes; in
  // `buffer`, which grows where it is too small and can serve again.
  std::span<const std::byte> read_bytes(std::string_view variable, const Slab& slab,
                                        std::vector<std::byte>& buffer) const;

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace peregrine
