# usage: Rscript table_of.R ncdf4|RNetCDF|rhdf5 FILE. The lines that table_of.py prints, as R reads
# them. Exit code 77 where the package is not installed.
arguments <- commandArgs(trailingOnly = TRUE)
package <- arguments[1]
path <- arguments[2]
if (!requireNamespace(package, quietly = TRUE)) {
  message("skipped: R package ", package, " is not installed")
  quit(status = 77)
}

quoted <- function(texts) {
  escaped <- gsub('"', '\\"', gsub("\\", "\\\\", texts, fixed = TRUE), fixed = TRUE)
  paste0("[", paste0('"', escaped, '"', collapse = ", "), "]")
}
show <- function(name, values) {
  values <- as.vector(values)
  if (is.character(values)) {
    cat(name, "text", length(values), quoted(values), sep = "\t")
  } else {
    values <- as.numeric(values)
    sum <- format(sum(values, na.rm = TRUE), digits = 17)
    cat(name, "number", length(values), sum(is.na(values)), sum, sep = "\t")
  }
  cat("\n")
}

read_with_ncdf4 <- function() {
  run <- ncdf4::nc_open(path)
  # A dimension with values of its own is no variable to this package.
  axes <- Filter(function(axis) axis$dimvarid$id >= 0, run$dim)
  for (name in union(names(run$var), names(axes))) show(name, ncdf4::ncvar_get(run, name))
}
read_with_RNetCDF <- function() {
  run <- RNetCDF::open.nc(path)
  for (id in seq_len(RNetCDF::file.inq.nc(run)$nvars) - 1) {
    show(RNetCDF::var.inq.nc(run, id)$name, RNetCDF::var.get.nc(run, id))
  }
}
read_with_rhdf5 <- function() {
  is_length <- function(about) startsWith(about$NAME, "This is a netCDF dimension")
  for (name in rhdf5::h5ls(path)$name) {
    # It says that it skips the references of the axes.
    about <- suppressWarnings(rhdf5::h5readAttributes(path, name))
    if (!is.null(about$NAME) && is_length(about)) next
    values <- rhdf5::h5read(path, name)
    if (is.character(values) && length(dim(values)) == 2) {
      # A byte an element.
      values <- apply(values, 2, paste, collapse = "")
      Encoding(values) <- "UTF-8"
    } else if (!is.null(about[["_FillValue"]])) {
      values[values == about[["_FillValue"]][1]] <- NA
    }
    show(name, values)
  }
}
suppressMessages(get(paste0("read_with_", package))())
