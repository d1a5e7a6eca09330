# 不能读取的文件及原因。$megabytes、$limit 单位为 MB
reading-refused-empty = 文件内容为空。
reading-refused-too-large = 文件过大（{ $megabytes } MB），上限为 { $limit } MB。
reading-refused-not-text = 文件不是 UTF-8、UTF-16 或 GB18030 编码的文本，无法读取。
reading-refused-encrypted = 文件已加密，请取消密码后重新上传。
reading-refused-macros = 文件含有宏，请另存为不含宏的 DOCX 或 XLSX 后重新上传。
reading-refused-external = 文件引用或声明了文件以外的内容，为安全起见不予读取。
reading-refused-bomb = 文件解压后的体积异常，为安全起见不予读取。
reading-refused-damaged = 文件已损坏，无法读取（{ $part }）。
reading-refused-kind = 不支持此类文件（{ $kind }），请转换为 TXT、DOCX 或 XLSX 后重新上传。
