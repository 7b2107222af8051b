// An ensemble file of Peregrine by HDF5's C library: variables as arrays of doubles, with the
// codes, years and months along them. peregrine_ensemble.h asks the questions.
#pragma once

#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peregrine_ensemble {

// Versions of the format that this reader knows (docs/formats.md). Of version 1, codes had other
// names.
inline constexpr int oldest_format = 2;
inline constexpr int newest_format = 4;
// The first whose files have draws of places.
inline constexpr int format_of_draws_of_places = 4;

// A file that is no ensemble, or a question that it cannot answer; says what would do instead.
class EnsembleError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What HDF5 hands out, closed when it goes.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  hid_t id() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

// HDF5 prints a stack of its own for every failure; what fails here is said by EnsembleError.
class QuietHdf5 {
 public:
  QuietHdf5() {
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  QuietHdf5(const QuietHdf5&) = delete;
  QuietHdf5& operator=(const QuietHdf5&) = delete;
  ~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

// What is along a dimension: codes, or numbers as text (years, levels, months as 2026-01, draws).
struct Axis {
  std::string name;
  std::vector<std::string> labels;
  bool is_code = false;
};

// Values in row-major order; NaN where a number is missing.
struct Array {
  std::string name;
  std::vector<Axis> axes;
  std::vector<double> values;

  // Index of a dimension; the number of dimensions where there is none of that name.
  std::size_t axis(std::string_view dimension) const {
    const auto found = std::ranges::find(axes, dimension, &Axis::name);
    return static_cast<std::size_t>(found - axes.begin());
  }
  bool is_by(std::string_view dimension) const { return axis(dimension) < axes.size(); }
};

// Indices by dimension; all of the dimensions that are not in it.
using Choice = std::map<std::string, std::vector<std::size_t>>;

class File {
 public:
  // Throws EnsembleError for what is no ensemble, is unfinished or of another format.
  explicit File(const std::string& path) : path_(path), file_(open(path)) { check_header(); }

  const std::string& path() const { return path_; }
  bool has(const std::string& variable) const {
    return H5Lexists(file_.id(), variable.c_str(), H5P_DEFAULT) > 0;
  }

  // Names of all variables, in the order of the alphabet.
  std::vector<std::string> variables() const {
    std::vector<std::string> names;
    const auto add = [](hid_t, const char* name, const H5L_info_t*, void* all) -> herr_t {
      static_cast<std::vector<std::string>*>(all)->emplace_back(name);
      return 0;
    };
    H5Literate(file_.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names);
    return names;
  }

  // Names of a variable's dimensions, slowest first; of a code's characters there is none.
  std::vector<std::string> dimensions(const std::string& variable) const {
    const Handle dataset = open_dataset(variable);
    if (H5DSis_scale(dataset.id()) > 0) return {variable};
    std::vector<std::string> names;
    for (std::size_t at = 0; at < shape(dataset).size(); ++at) {
      std::string name;
      const auto take = [](hid_t, unsigned, hid_t scale, void* text) -> herr_t {
        std::array<char, 256> path{};
        H5Iget_name(scale, path.data(), path.size());
        *static_cast<std::string*>(text) = path.data() + 1;  // without its slash
        return 1;
      };
      H5DSiterate_scales(dataset.id(), static_cast<unsigned>(at), nullptr, take, &name);
      if (!name.ends_with("_length")) names.push_back(name);
    }
    return names;
  }

  // What is along a dimension.
  Axis axis(const std::string& name) const {
    const Handle dataset = open_dataset(name);
    const Handle type(H5Dget_type(dataset.id()), H5Tclose);
    if (H5Tget_class(type.id()) == H5T_STRING) return {name, texts(name), true};
    std::vector<std::string> labels;
    for (const double value : numbers(dataset, {})) {
      labels.push_back(is_months(name) ? month(name, value) : short_text(value));
    }
    return {name, std::move(labels)};
  }

  // Whether a dimension is one of months.
  static bool is_months(std::string_view name) { return name == "time" || name == "month_ahead"; }

  bool is_text(const std::string& variable) const {
    const Handle dataset = open_dataset(variable);
    const Handle type(H5Dget_type(dataset.id()), H5Tclose);
    return H5Tget_class(type.id()) == H5T_STRING;
  }

  int format() const {
    return static_cast<int>(number_attribute(file_.id(), "format_version").value_or(0));
  }

  // Throws where the file is older than its draws of places.
  void fail_if_too_old(const std::string& variable) const {
    if (format() >= format_of_draws_of_places) return;
    fail("has no draws of " + variable + ": it is of format " + std::to_string(format()) +
         ", and draws of places came with format " + std::to_string(format_of_draws_of_places) +
         " (run the scenario again)");
  }

  // Texts of a variable of one dimension: rows of characters, or strings of any length.
  std::vector<std::string> texts(const std::string& variable) const {
    const Handle dataset = open_dataset(variable);
    const Handle type(H5Dget_type(dataset.id()), H5Tclose);
    const std::vector<hsize_t> extents = shape(dataset);
    if (H5Tis_variable_str(type.id()) > 0) {
      const Handle space(H5Dget_space(dataset.id()), H5Sclose);
      std::vector<char*> rows(extents.front());
      checked(H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, rows.data()),
              variable);
      std::vector<std::string> found(rows.begin(), rows.end());
      H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, rows.data());
      return found;
    }
    const std::size_t width = H5Tget_size(type.id()) * (extents.size() > 1 ? extents[1] : 1);
    std::vector<char> letters(extents.front() * width);
    checked(H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, letters.data()),
            variable);
    std::vector<std::string> found;
    for (std::size_t row = 0; row < extents.front(); ++row) {
      const std::string padded(letters.data() + row * width, width);
      found.emplace_back(padded.c_str());
    }
    return found;
  }

  // The part of a variable that is chosen.
  Array read(const std::string& variable, const Choice& choice = {}) const {
    const Handle dataset = open_dataset(variable);
    Array part = {variable, {}, {}};
    std::vector<std::vector<std::size_t>> wanted;
    for (const std::string& name : dimensions(variable)) {
      part.axes.push_back(axis(name));
      std::vector<std::string>& labels = part.axes.back().labels;
      const auto chosen = choice.find(name);
      wanted.emplace_back(labels.size());
      std::iota(wanted.back().begin(), wanted.back().end(), std::size_t{0});
      if (chosen == choice.end()) continue;
      wanted.back() = chosen->second;
      std::vector<std::string> kept;
      for (const std::size_t at : chosen->second) kept.push_back(labels[at]);
      labels = std::move(kept);
    }
    part.values = numbers(dataset, wanted);
    return part;
  }

  // An attribute of a variable, or of the file; empty where there is none.
  std::string text_attribute(const std::string& variable, const std::string& name) const {
    const Handle owner(H5Oopen(file_.id(), variable.c_str(), H5P_DEFAULT), H5Oclose);
    if (H5Aexists(owner.id(), name.c_str()) <= 0) return {};
    const Handle attribute(H5Aopen(owner.id(), name.c_str(), H5P_DEFAULT), H5Aclose);
    const Handle type(H5Aget_type(attribute.id()), H5Tclose);
    if (H5Tget_class(type.id()) != H5T_STRING) return {};
    if (H5Tis_variable_str(type.id()) > 0) {
      char* text = nullptr;
      checked(H5Aread(attribute.id(), type.id(), static_cast<void*>(&text)), name);
      std::string found = text == nullptr ? "" : text;
      H5free_memory(text);
      return found;
    }
    std::string text(H5Tget_size(type.id()), '\0');
    checked(H5Aread(attribute.id(), type.id(), text.data()), name);
    return text.c_str();
  }

  std::optional<double> number_attribute(hid_t owner, const char* name) const {
    if (H5Aexists(owner, name) <= 0) return {};
    const Handle attribute(H5Aopen(owner, name, H5P_DEFAULT), H5Aclose);
    double value = 0;
    checked(H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, &value), name);
    return value;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw EnsembleError(path_ + ": " + what);
  }

  // As short as it is still the same number: 0.005, 2030.
  static std::string short_text(double value) {
    constexpr double whole_below = 1e15;
    const bool whole = value == std::floor(value) && std::abs(value) < whole_below;
    std::array<char, 32> text{};
    const auto end =
        whole ? std::to_chars(text.data(), text.data() + text.size(), std::llround(value))
              : std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
  }

 private:
  static Handle open(const std::string& path) {
    std::ifstream bytes(path, std::ios::binary);
    if (!bytes) throw EnsembleError(path + ": there is no such file, or it may not be read");
    std::string signature(8, '\0');
    bytes.read(signature.data(), static_cast<std::streamsize>(signature.size()));
    if (signature != "\x89HDF\r\n\x1a\n") {
      throw EnsembleError(path + ": is no Peregrine ensemble (it is not an HDF5 file)");
    }
    const QuietHdf5 quiet;
    Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    if (!file)
      throw EnsembleError(path + ": cannot be read as HDF5 (it may be damaged or cut off)");
    return file;
  }

  void check_header() const {
    if (text_attribute("/", "filetype") != "peregrine-ensemble") {
      fail(
          "is no Peregrine ensemble (its attribute filetype is not peregrine-ensemble; `peregrine "
          "run` "
          "writes ensembles)");
    }
    const int version = format();
    if (version > newest_format) {
      fail("has format version " + std::to_string(version) +
           ", and this peregrine_ensemble knows " + std::to_string(newest_format) +
           " at most (install the one that came with the program that wrote it)");
    }
    if (version < oldest_format) {
      fail("has format version " + std::to_string(version) +
           ", and this peregrine_ensemble knows " + std::to_string(oldest_format) + " to " +
           std::to_string(newest_format) + " (run the scenario again)");
    }
    if (number_attribute(file_.id(), "complete").value_or(0) != 1) {
      fail("is not complete (`peregrine status` says how far its run is)");
    }
  }

  void checked(herr_t status, const std::string& what) const {
    if (status < 0) fail("cannot read " + what + " (the file is damaged)");
  }

  Handle open_dataset(const std::string& variable) const {
    const QuietHdf5 quiet;
    Handle dataset(H5Dopen2(file_.id(), variable.c_str(), H5P_DEFAULT), H5Dclose);
    if (!dataset) fail("has no variable '" + variable + "'");
    return dataset;
  }

  static std::vector<hsize_t> shape(const Handle& dataset) {
    const Handle space(H5Dget_space(dataset.id()), H5Sclose);
    std::vector<hsize_t> extents(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space.id())));
    H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr);
    return extents;
  }

  // Days since the first of January that a dimension of months counts from, as 2026-01.
  std::string month(const std::string& axis, double days) const {
    int year = 2020;
    unsigned number = 1;
    unsigned day = 1;
    std::sscanf(text_attribute(axis, "units").c_str(), "days since %d-%u-%u", &year, &number, &day);
    const std::chrono::sys_days first =
        std::chrono::year(year) / std::chrono::month(number) / std::chrono::day(day);
    const std::chrono::year_month_day date(first + std::chrono::days(std::lround(days)));
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()));
    return text.data();
  }

  // Values at these indices of each dimension, all where there are none. What lies between them is
  // read and left out.
  std::vector<double> numbers(const Handle& dataset,
                              const std::vector<std::vector<std::size_t>>& wanted) const {
    std::vector<hsize_t> first(shape(dataset).size(), 0);
    std::vector<hsize_t> count = shape(dataset);
    for (std::size_t at = 0; at < wanted.size(); ++at) {
      const auto [least, most] = std::ranges::minmax(wanted[at]);
      first[at] = least;
      count[at] = most - least + 1;
    }
    const Handle space(H5Dget_space(dataset.id()), H5Sclose);
    const Handle memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
                        H5Sclose);
    H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, first.data(), nullptr, count.data(), nullptr);
    std::vector<double> block(
        std::accumulate(count.begin(), count.end(), hsize_t{1}, std::multiplies<>()));
    checked(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, memory.id(), space.id(), H5P_DEFAULT,
                    block.data()),
            "a variable");
    unpack(dataset, block);
    if (wanted.empty()) return block;
    std::vector<double> values;
    std::vector<std::size_t> at(wanted.size(), 0);
    for (bool more = true; more;) {
      std::size_t offset = 0;
      for (std::size_t k = 0; k < at.size(); ++k)
        offset = offset * count[k] + wanted[k][at[k]] - first[k];
      values.push_back(block[offset]);
      more = false;
      for (std::size_t k = at.size(); k-- > 0 && !more;) {
        more = ++at[k] < wanted[k].size();
        if (!more) at[k] = 0;
      }
    }
    return values;
  }

  // Missing numbers become NaN; packed ones (CF: scale_factor, add_offset) what they stand for.
  void unpack(const Handle& dataset, std::vector<double>& values) const {
    const std::optional<double> fill = number_attribute(dataset.id(), "_FillValue");
    const double scale = number_attribute(dataset.id(), "scale_factor").value_or(1);
    const double offset = number_attribute(dataset.id(), "add_offset").value_or(0);
    const bool packed = scale != 1 || offset != 0;
    for (double& value : values) {
      if (fill && value == *fill) {
        value = std::numeric_limits<double>::quiet_NaN();
      } else if (packed) {
        value = value * scale + offset;
      }
    }
  }

  std::string path_;
  Handle file_;
};

}  // namespace peregrine_ensemble
