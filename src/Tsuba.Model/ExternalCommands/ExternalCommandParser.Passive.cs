using Tsuba.Model.Items;

namespace Tsuba.Model.ExternalCommands;

public static partial class ExternalCommandParser
{
    private const string ServiceResult = "PROCESS_SERVICE_CHECK_RESULT;";
    private const string HostResult = "PROCESS_HOST_CHECK_RESULT;";

    /// <summary>
    /// Reads a passive result without allocating. False for every other command and for a line that <see cref="Parse"/> refuses:
    /// the caller then asks <see cref="Parse"/>, which says why. Whatever both accept, they read alike.
    /// </summary>
    /// <param name="line">The line without its line end; the result keeps slices of it.</param>
    /// <param name="maxLength">Most characters that are accepted.</param>
    /// <param name="result">The result.</param>
    public static bool TryParsePassiveResult(ReadOnlySpan<char> line, int maxLength, out PassiveResult result)
    {
        result = default;
        if (line.Length > maxLength || line.IndexOfAny(_controls) >= 0 || !TryReadTimestamp(ref line, out var timestamp))
        {
            return false;
        }

        ItemKind kind;
        if (line.StartsWith(ServiceResult, StringComparison.OrdinalIgnoreCase))
        {
            kind = ItemKind.Service;
            line = line[ServiceResult.Length..];
        }
        else if (line.StartsWith(HostResult, StringComparison.OrdinalIgnoreCase))
        {
            kind = ItemKind.Host;
            line = line[HostResult.Length..];
        }
        else
        {
            return false;
        }

        if (!TryTake(ref line, out var host))
        {
            return false;
        }

        ReadOnlySpan<char> description = default;
        if (kind == ItemKind.Service && !TryTake(ref line, out description))
        {
            return false;
        }

        var end = line.IndexOf(';');
        var code = end < 0 ? line : line[..end];
        if (!TryReadNumber(code, out var number) || number is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        result = new PassiveResult(timestamp, kind, host, description, (int)number, end < 0 ? default : line[(end + 1)..]);
        return true;
    }

    private static bool TryTake(scoped ref ReadOnlySpan<char> line, out ReadOnlySpan<char> name)
    {
        var end = line.IndexOf(';');
        name = end < 0 ? default : line[..end].Trim();
        line = line[(end + 1)..];
        return !name.IsEmpty;
    }
}
