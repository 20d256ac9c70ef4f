using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB10xx: files, lines and blocks.</summary>
public static class FileFindings
{
    /// <summary>File cannot be read.</summary>
    public static DiagnosticCode FileUnreadable { get; } = new("TSB1001", Severity.Error, "file cannot be read", "Check the path, which is relative to the file that names it, and the permissions.");

    /// <summary>Directory cannot be read.</summary>
    public static DiagnosticCode DirectoryUnreadable { get; } = new("TSB1002", Severity.Error, "directory cannot be read", "Check the path, which is relative to the file that names it, and the permissions.");

    /// <summary>File is named twice.</summary>
    public static DiagnosticCode FileNamedTwice { get; } = new("TSB1003", Severity.Warning, "file is named twice", "It is read once; remove one of the lines that name it, or break the loop of includes.");

    /// <summary>Directories are nested too deep.</summary>
    public static DiagnosticCode DirectoryTooDeep { get; } = new("TSB1004", Severity.Warning, "directories are nested too deep", "A symbolic link probably leads back to a directory above; remove it.");

    /// <summary>Line is not key=value.</summary>
    public static DiagnosticCode MainLineMalformed { get; } = new("TSB1005", Severity.Error, "line is not key=value", "Write key=value, or put the line into an object.");

    /// <summary>Option is unknown.</summary>
    public static DiagnosticCode MainOptionUnknown { get; } = new("TSB1006", Severity.Warning, "option is unknown", "Check the spelling; the option has no effect.");

    /// <summary>Option has no effect.</summary>
    public static DiagnosticCode MainOptionWithoutEffect { get; } = new("TSB1007", Severity.Information, "option has no effect", "Nothing acts on it here; it may stay.");

    /// <summary>Triggers are not supported.</summary>
    public static DiagnosticCode TriggerRefused { get; } = new("TSB1008", Severity.Error, "triggers are not supported", "Replace the trigger by a business rule or by a plugin that computes the state.");

    /// <summary>Define without a type.</summary>
    public static DiagnosticCode TypeMissing { get; } = new("TSB1009", Severity.Error, "define without a type", "Write define and a type, such as host or service.");

    /// <summary>Object type is unknown.</summary>
    public static DiagnosticCode TypeUnknown { get; } = new("TSB1010", Severity.Error, "object type is unknown", "Check the spelling of the type.");

    /// <summary>Opening brace is missing.</summary>
    public static DiagnosticCode BraceMissing { get; } = new("TSB1011", Severity.Error, "opening brace is missing", "Write { at the end of the define line or alone on the next one.");

    /// <summary>Property on the define line.</summary>
    public static DiagnosticCode TextAfterBrace { get; } = new("TSB1012", Severity.Error, "property on the define line", "Put each property on a line of its own after the opening brace.");

    /// <summary>Closing brace is missing.</summary>
    public static DiagnosticCode BlockNotClosed { get; } = new("TSB1013", Severity.Error, "closing brace is missing", "Write } alone on a line after the last property.");

    /// <summary>Closing brace without a block.</summary>
    public static DiagnosticCode BraceUnexpected { get; } = new("TSB1014", Severity.Error, "closing brace without a block", "Remove it, or write the define line that it belongs to.");

    /// <summary>Line outside of any object.</summary>
    public static DiagnosticCode LineOutsideBlock { get; } = new("TSB1015", Severity.Error, "line outside of any object", "Put the line into an object, make it a comment, or move it to the main file.");

    /// <summary>NUL byte.</summary>
    public static DiagnosticCode NulByte { get; } = new("TSB1016", Severity.Error, "NUL byte", "Remove it; the file is probably no text or was cut off by a crash.");

    /// <summary>Text is not UTF-8.</summary>
    public static DiagnosticCode EncodingInvalid { get; } = new("TSB1017", Severity.Warning, "text is not UTF-8", "Save the file as UTF-8; the invalid bytes are replaced.");

    /// <summary>Line is too long.</summary>
    public static DiagnosticCode LineTooLong { get; } = new("TSB1018", Severity.Error, "line is too long", "Cut it; a line may have 1 MiB.");

    /// <summary>Cfg_file or cfg_dir outside of a main file.</summary>
    public static DiagnosticCode IncludeOutsideMainFile { get; } = new("TSB1019", Severity.Warning, "cfg_file or cfg_dir outside of a main file", "Move the line to a main file; here it has no effect.");

    /// <summary>Pack file is not valid.</summary>
    public static DiagnosticCode PackMalformed { get; } = new("TSB1020", Severity.Error, "pack file is not valid", "Correct the JSON of the pack.");

    /// <summary>Backslash at the end of the file.</summary>
    public static DiagnosticCode ContinuationAtEnd { get; } = new("TSB1021", Severity.Warning, "backslash at the end of the file", "Remove it, or add the line that should follow.");

    /// <summary>Too many findings.</summary>
    public static DiagnosticCode TooManyFindings { get; } = new("TSB1022", Severity.Warning, "too many findings", "The rest is left out; correct these first.");

    /// <summary>Option is set twice.</summary>
    public static DiagnosticCode MainOptionRepeated { get; } = new("TSB1023", Severity.Warning, "option is set twice", "The last one counts; remove the others.");

    /// <summary>Compat is neither nagios nor shinken.</summary>
    public static DiagnosticCode ProfileUnknown { get; } = new("TSB1024", Severity.Error, "compat is neither nagios nor shinken", "Write compat=nagios or compat=shinken.");

    /// <summary>Nothing to monitor.</summary>
    public static DiagnosticCode NothingDefined { get; } = new("TSB1025", Severity.Error, "nothing to monitor", "Check cfg_file and cfg_dir; no host was found.");

    /// <summary>Text after the closing brace.</summary>
    public static DiagnosticCode TextAfterClosingBrace { get; } = new("TSB1026", Severity.Error, "text after the closing brace", "Put it on a line of its own.");

    /// <summary>All rows of this range.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
    [
        FileUnreadable,
        DirectoryUnreadable,
        FileNamedTwice,
        DirectoryTooDeep,
        MainLineMalformed,
        MainOptionUnknown,
        MainOptionWithoutEffect,
        TriggerRefused,
        TypeMissing,
        TypeUnknown,
        BraceMissing,
        TextAfterBrace,
        BlockNotClosed,
        BraceUnexpected,
        LineOutsideBlock,
        NulByte,
        EncodingInvalid,
        LineTooLong,
        IncludeOutsideMainFile,
        PackMalformed,
        ContinuationAtEnd,
        TooManyFindings,
        MainOptionRepeated,
        ProfileUnknown,
        NothingDefined,
        TextAfterClosingBrace,
    ];
}
