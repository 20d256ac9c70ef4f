namespace Tsuba.Engine.Macros;

/// <summary>Rules for run-time text as an argument of a command.</summary>
internal static class DataArgument
{
    private static readonly string[] _shells = ["sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "csh", "tcsh", "fish", "su", "runuser"];
    private static readonly string[] _languages = ["perl", "python", "ruby", "node", "lua", "php"];
    private static readonly string[] _languagesByFirstArgument = ["awk", "gawk", "mawk", "nawk", "sed", "expect"];
    private static readonly string[] _takesCode = ["eval", "ssh", "rsh", "watch", "at", "batch", "check_by_ssh", "."];

    private static readonly string[] _wrappers =
    [
        "env", "sudo", "doas", "nohup", "exec", "command", "nice", "ionice", "setsid", "time", "timeout", "xargs", "busybox", "chroot",
        "stdbuf", "flock",
    ];

    /// <summary>
    /// The text as it is handed over. A leading minus would be an option of the command, so a blank is put before it; commands show or
    /// mail it all the same.
    /// </summary>
    internal static string Protect(string? text, bool atStart) => text is null ? "" : atStart && text.StartsWith('-') ? " " + text : text;

    /// <summary>Why a word that holds run-time text must not stand where it does, or null. <paramref name="index"/> is its place in its command.</summary>
    internal static string? Refuse(IReadOnlyList<CommandWord> words, int index)
    {
        if (index == 0)
        {
            return "stands where the name of a program is expected";
        }

        for (var before = 0; before < index; before++)
        {
            var program = BaseName(words[before].Text);
            if (_takesCode.Contains(program))
            {
                return $"would be code that {program} runs";
            }

            if (_wrappers.Contains(program) && OnlyOptions(words, before + 1, index, assignments: true)
                && !words[index].Text.Contains('=', StringComparison.Ordinal))
            {
                return $"would be the program that {program} runs";
            }

            if (IsInterpreter(program) && IsCode(program, words, before, index))
            {
                return $"would be code that {program} runs";
            }
        }

        return null;
    }

    /// <summary>Whether a command reads its program from its standard input: an interpreter without a script.</summary>
    internal static bool RunsItsInput(IReadOnlyList<CommandWord> words)
    {
        var program = words.Count == 0 ? "" : BaseName(words[0].Text);
        return program is "at" or "batch" or "ssh" || ((_shells.Contains(program) || IsLanguage(program)) && OnlyOptions(words, 1, words.Count, assignments: false));
    }

    private static bool IsInterpreter(string program) =>
        _shells.Contains(program) || _languagesByFirstArgument.Contains(program) || IsLanguage(program);

    // perl5.36 and python3 are perl and python.
    private static bool IsLanguage(string program) => _languages.Contains(program.TrimEnd("0123456789.".ToCharArray()));

    private static bool IsCode(string program, IReadOnlyList<CommandWord> words, int before, int index)
    {
        var isShell = _shells.Contains(program);
        for (var at = before + 1; at <= index; at++)
        {
            var word = words[at].Text;
            if (word.Length > 1 && word[0] == '-' && !words[at].HoldsData)
            {
                var takesCode = isShell ? word.Contains('c', StringComparison.Ordinal) : word.AsSpan().IndexOfAny("ceEr") > 0;
                if (takesCode && at + 1 == index)
                {
                    return true;
                }

                if (takesCode)
                {
                    // What follows the code are its ordinary arguments.
                    return false;
                }
            }
            else if (program is not ("su" or "runuser"))
            {
                // The first other word is the script, or for awk and the like the code; -e$X$ arrives here too.
                return at == index;
            }
        }

        return false;
    }

    private static bool OnlyOptions(IReadOnlyList<CommandWord> words, int from, int to, bool assignments)
    {
        for (var index = from; index < to; index++)
        {
            var word = words[index].Text;
            if (word.Length > 0 && word[0] != '-' && !char.IsAsciiDigit(word[0])
                && !(assignments && word.Contains('=', StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    private static string BaseName(string word) => word[(word.LastIndexOf('/') + 1)..];
}
