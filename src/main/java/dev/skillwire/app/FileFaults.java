package dev.skillwire.app;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong with a file, in words: many faults of Java's file system say no more than a path.
public final class FileFaults {

  private FileFaults() {}

  public static String words(Throwable fault) {
    if (fault instanceof FileSystemException file) {
      var reason = file.getReason();
      return file.getFile() + ": " + (reason == null || reason.isBlank() ? kind(file) : reason);
    }
    var words = fault.getMessage();
    return words == null || words.isBlank() ? fault.toString() : words;
  }

  private static String kind(FileSystemException fault) {
    return switch (fault) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "access is denied";
      case FileAlreadyExistsException _ -> "a file is there already";
      case NotDirectoryException _ -> "this is no directory";
      case DirectoryNotEmptyException _ -> "the directory is not empty";
      default -> "it can't be used";
    };
  }
}
