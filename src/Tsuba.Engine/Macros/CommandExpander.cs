using System.Collections.Immutable;
using Tsuba.Model.Invocations;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Macros;

/// <summary>
/// Turns command calls into what is run. Values of the configuration expand before the line is split; run-time text is data: one argument,
/// or in a line that needs a shell a quoted reference to an environment variable. Belongs to one engine; keeps the cut form of each
/// command line. Source: design 3, "macros in command lines"; reference/shinken.md 1.6 and 3.4.
/// </summary>
public sealed class CommandExpander
{
    private const int MaxDisplayLength = 4_096;

    private readonly IMacroSource _source;
    private readonly MacroResolver _resolver;
    private readonly MacroExpander _expander;
    private readonly MacroText _text = new();
    private readonly ArgumentSplitter _splitter = new();

    // By definition, of which a configuration has as many as it says.
    private readonly Dictionary<CommandDefinition, PreparedLine?> _prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>An expander that reads values from <paramref name="source"/>.</summary>
    public CommandExpander(IMacroSource source)
    {
        _source = source;
        _resolver = new MacroResolver(source);
        _expander = new MacroExpander(_resolver);
    }

    /// <summary>Expands a plugin's call. Ghost commands have nothing to run and are refused.</summary>
    /// <param name="call">The call.</param>
    /// <param name="scope">What its macros are about.</param>
    /// <param name="timeout">Time limit where the command has none of its own.</param>
    public ExpandedCommand Expand(CommandCall call, in MacroScope scope, TimeSpan timeout)
    {
        if (call.Kind != CommandCallKind.Plugin || call.Command is not { } command)
        {
            return new ExpandedCommand(null, $"'{call.Text}' is not run by a daemon");
        }

        var environment = command.EnvironmentMacros || _source.MacroSettings.EnvironmentMacros
            ? MacroEnvironment.Build(_resolver, _expander, scope, call.Arguments)
            : [];
        if (Prepared(command) is { } prepared && prepared.TryExpand(_resolver, scope, call.Arguments) is { IsDefault: false } words)
        {
            return new ExpandedCommand(
                new CommandInvocation { Arguments = words, Environment = environment, Timeout = command.Timeout ?? timeout, Display = prepared.Display }, null);
        }

        _text.Clear();
        _expander.AppendKept(_text, command.Line, scope, call.Arguments);
        if (_text.IsTooLong)
        {
            return Refuse(command, $"expands to more than {MacroText.MaxLength} characters; do its macros name each other?");
        }

        var line = _text.ToString();
        return _splitter.Split(line, _text.Data) switch
        {
            ArgumentSplit.Done => Direct(command, timeout, environment),
            ArgumentSplit.NeedsShell => Shell(command, timeout, environment, line),
            _ => Refuse(command, "has a quote that is not closed"),
        };
    }

    /// <summary>
    /// Expands a text that is no command line (a template of outputs or of performance data, a URL). Run-time text is put in as it is,
    /// so the result is data too.
    /// </summary>
    public string ExpandText(string text, in MacroScope scope)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        _text.Clear();
        _expander.AppendKept(_text, text, scope, []);
        return _text.Print(maskSecrets: false);
    }

    /// <summary>
    /// Expands a template of lines as <see cref="ExpandText"/> does. A control character of run-time text becomes a blank, so what a plugin
    /// says can neither begin a line nor a field of its own; illegal_macro_output_chars stay, as the quotes of a label must.
    /// </summary>
    public string ExpandLine(string text, in MacroScope scope)
    {
        _text.Clear();
        _resolver.KeepsIllegalCharacters = true;
        try
        {
            _expander.AppendKept(_text, text, scope, []);
        }
        finally
        {
            _resolver.KeepsIllegalCharacters = false;
        }

        return _text.Print(maskSecrets: false, blankControls: true);
    }

    private PreparedLine? Prepared(CommandDefinition command)
    {
        if (!_prepared.TryGetValue(command, out var prepared))
        {
            if (_prepared.Count >= MacroExpander.MaxTemplates)
            {
                _prepared.Clear();
            }

            _prepared[command] = prepared = PreparedLine.Of(MacroTemplate.Parse(command.Line));
        }

        return prepared;
    }

    private ExpandedCommand Direct(CommandDefinition command, TimeSpan timeout, ImmutableArray<KeyValuePair<string, string>> environment)
    {
        var words = _splitter.Words;
        if (words.Count == 0 || (words[0].Text.Length == 0 && !words[0].HoldsData))
        {
            return Refuse(command, "names no program");
        }

        var arguments = ImmutableArray.CreateBuilder<string>(words.Count);
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index].HoldsData && DataArgument.Refuse(words, index) is { } why)
            {
                return Refuse(command, $"is not run: a macro with run-time text {why}");
            }

            arguments.Add(words[index].Text);
        }

        return new ExpandedCommand(Invocation(command, timeout) with { Arguments = arguments.MoveToImmutable(), Environment = environment }, null);
    }

    private ExpandedCommand Shell(
        CommandDefinition command, TimeSpan timeout, ImmutableArray<KeyValuePair<string, string>> environment, string line)
    {
        var shell = ShellLine.Write(line, _text.Data);
        return shell.Refusal is null
            ? new ExpandedCommand(
                Invocation(command, timeout) with { ShellLine = shell.Text, Environment = environment.AddRange(shell.Environment) }, null)
            : Refuse(command, $"is not run: {shell.Refusal}");
    }

    private CommandInvocation Invocation(CommandDefinition command, TimeSpan timeout)
    {
        var display = _text.Print(maskSecrets: true);
        return new CommandInvocation
        {
            Timeout = command.Timeout ?? timeout,
            Display = display.Length <= MaxDisplayLength ? display : string.Concat(display.AsSpan(0, MaxDisplayLength), "…"),
        };
    }

    private static ExpandedCommand Refuse(CommandDefinition command, string why) => new(null, $"command '{command.Name}' {why}");
}
