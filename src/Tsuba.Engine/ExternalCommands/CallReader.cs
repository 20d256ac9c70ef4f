using System.Buffers;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>
/// Reads a command call that came by external command. Its arguments are not configuration: whoever may submit commands must not be able
/// to change what a shell does, so only harmless characters are accepted.
/// </summary>
internal static class CallReader
{
    private static readonly SearchValues<char> _harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ._:/%,=+@-");

    /// <summary>The call, or null with the reason.</summary>
    public static CommandCall? Read(ConfigurationSnapshot? snapshot, string text, out string? refusal)
    {
        var parts = text.Split('!');
        var name = parts[0].Trim();
        if (snapshot is null || !snapshot.Commands.TryGetValue(name, out var command))
        {
            refusal = $"there is no command '{name}'";
            return null;
        }

        if (parts.Skip(1).Any(argument => argument.AsSpan().ContainsAnyExcept(_harmless)))
        {
            refusal = "an argument of a command set at run time may hold letters, digits, blanks and ._:/%,=+@- only";
            return null;
        }

        refusal = null;
        return new CommandCall(text, CommandCallKind.Plugin, command, [.. parts.Skip(1)]);
    }
}
