# Files that are not read, and why. $megabytes and $limit are in MB
reading-refused-empty = The file is empty.
reading-refused-too-large = The file is too large ({ $megabytes } MB); the limit is { $limit } MB.
reading-refused-not-text = The file is not text in UTF-8, UTF-16 or GB18030 and cannot be read.
reading-refused-encrypted = The file is encrypted. Remove the password and upload it again.
reading-refused-macros = The file contains macros. Save it as a DOCX or XLSX without macros and upload it again.
reading-refused-external = The file declares or refers to content outside itself and is not read, to be safe.
reading-refused-bomb = The file unpacks to far more than it should and is not read, to be safe.
reading-refused-damaged = The file is damaged and cannot be read ({ $part }).
reading-refused-kind = Files of this kind ({ $kind }) are not read. Convert it to TXT, DOCX or XLSX and upload it again.
