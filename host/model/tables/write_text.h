// Writes what people and other programs read: tables, pages, figures.
#pragma once

#include <initializer_list>
#include <string>

namespace peregrine {

// The file is whole or not there: it is written beside its place and then renamed. An HDF5 file is
// never replaced: it may be an ensemble of many hours. Throws OutputError.
void write_text(const std::string& path, const std::string& text);

// Throws UsageError where `path` is one of the files that the same command reads; empty names are
// none.
void refuse_to_replace(const std::string& path, std::initializer_list<std::string> read);

}  // namespace peregrine
