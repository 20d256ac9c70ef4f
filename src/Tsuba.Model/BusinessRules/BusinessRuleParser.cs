using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;

namespace Tsuba.Model.BusinessRules;

/// <summary>
/// Reads the expression of <c>bp_rule!…</c>, macros already expanded. Never throws on any text. Source: reference/shinken.md 3.7; Shinken
/// doc "Business rules".
/// </summary>
public static class BusinessRuleParser
{
    /// <summary>Parentheses inside parentheses that are accepted.</summary>
    public const int MaxDepth = 64;

    private static readonly SearchValues<char> _countCharacters = SearchValues.Create("0123456789-%, ");

    /// <summary>Reads an expression.</summary>
    public static BusinessRuleParseResult Parse(string expression)
    {
        var reader = new Reader(expression);
        var rule = reader.ReadGroup(depth: 0);
        if (rule is not null && !reader.AtEnd)
        {
            reader.Fail("a closing parenthesis without an opening one");
        }

        return reader.Error is { } error ? new BusinessRuleParseResult(null, error) : new BusinessRuleParseResult(rule, null);
    }

    private sealed class Reader(string text)
    {
        private int _position;

        internal BusinessRuleError? Error { get; private set; }

        internal bool AtEnd => _position >= text.Length;

        private int Column => _position + 1;

        internal void Fail(string message) => Error ??= new BusinessRuleError(Column, message);

        // Parts up to the end or a closing parenthesis, which is left unread.
        internal BusinessRuleNode? ReadGroup(int depth)
        {
            SkipBlanks();
            var column = Column;
            var counts = ReadCounts();
            var parts = ImmutableArray.CreateBuilder<BusinessRuleNode>();
            char? joint = null;
            while (Error is null)
            {
                if (ReadPart(depth, isFirst: parts.Count == 0 && counts is not null) is not { } part)
                {
                    return null;
                }

                parts.Add(part);
                SkipBlanks();
                if (AtEnd || text[_position] == ')')
                {
                    break;
                }

                // ReadPart stops at an operator, a parenthesis or the end only.
                var next = text[_position];
                if (next is not ('&' or '|'))
                {
                    Fail("expected & or |");
                }
                else if (joint is { } before && before != next && counts is null)
                {
                    Fail("& and | are mixed without parentheses");
                }

                joint = next;
                _position++;
            }

            return Error is null ? Join(parts.ToImmutable(), counts, joint, column) : null;
        }

        private static BusinessRuleNode Join(ImmutableArray<BusinessRuleNode> parts, BusinessRuleCounts? counts, char? joint, int column)
        {
            if (counts is { } values)
            {
                // "2 of: (a & b & c)" counts a, b and c.
                return parts is [BusinessRuleGroup { IsNegated: false, Operator: not BusinessRuleOperator.Count } inner]
                    ? inner with { Operator = BusinessRuleOperator.Count, Counts = values, Column = column }
                    : new BusinessRuleGroup(BusinessRuleOperator.Count, parts, values, IsNegated: false, column);
            }

            return parts is [var only]
                ? only
                : new BusinessRuleGroup(joint == '|' ? BusinessRuleOperator.Or : BusinessRuleOperator.And, parts, default, IsNegated: false, column);
        }

        private BusinessRuleNode? ReadPart(int depth, bool isFirst)
        {
            SkipBlanks();
            var column = Column;

            // Inside a list, "95% of:" holds for the one part behind it.
            if (!isFirst && ReadCounts() is { } counts)
            {
                return ReadPart(depth, isFirst: true) is { } counted ? Join([counted], counts, null, column) : null;
            }

            var isNegated = false;
            while (!AtEnd && text[_position] == '!')
            {
                isNegated = !isNegated;
                _position++;
                SkipBlanks();
            }

            if (!AtEnd && text[_position] == '(')
            {
                return ReadParentheses(depth, isNegated);
            }

            return ReadLeaf(isNegated, column);
        }

        private BusinessRuleNode? ReadParentheses(int depth, bool isNegated)
        {
            if (depth >= MaxDepth)
            {
                Fail(string.Create(CultureInfo.InvariantCulture, $"more than {MaxDepth} parentheses inside each other"));
                return null;
            }

            var open = Column;
            _position++;
            var inner = ReadGroup(depth + 1);
            if (inner is null)
            {
                return null;
            }

            if (AtEnd)
            {
                Error ??= new BusinessRuleError(open, "the parenthesis is not closed");
                return null;
            }

            _position++;
            return isNegated ? inner with { IsNegated = !inner.IsNegated } : inner;
        }

        private BusinessRuleLeaf? ReadLeaf(bool isNegated, int column)
        {
            var host = ReadSelector(isHost: true, out var hostColumn);
            BusinessRuleSelector? service = null;
            if (!AtEnd && text[_position] == ',')
            {
                _position++;
                service = ReadSelector(isHost: false, out var serviceColumn);
                if (service is { Kind: BusinessRuleSelectorKind.Owner })
                {
                    Error ??= new BusinessRuleError(serviceColumn, "the service behind the comma is missing");
                }
            }
            else if (host.Kind == BusinessRuleSelectorKind.Owner)
            {
                Error ??= new BusinessRuleError(hostColumn, "a host is missing");
            }

            return Error is null ? new BusinessRuleLeaf(host, service, isNegated, column) : null;
        }

        private BusinessRuleSelector ReadSelector(bool isHost, out int column)
        {
            SkipBlanks();
            column = Column;
            var start = _position;
            var isRegex = _position + 1 < text.Length && text[_position] == 'r' && text[_position + 1] == ':';
            var nested = 0;
            while (!AtEnd && !EndsSelector(text[_position], isHost, nested))
            {
                if (isRegex)
                {
                    // Inside the brackets of a regular expression & | , and ) belong to it.
                    nested += text[_position] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
                    _position += text[_position] == '\\' && _position + 1 < text.Length ? 1 : 0;
                }
                else if (text[_position] == '(')
                {
                    Fail("expected & or | before the parenthesis");
                    break;
                }

                _position++;
            }

            var written = text[start.._position].Trim();
            if (written.Length == 0)
            {
                return new BusinessRuleSelector(BusinessRuleSelectorKind.Owner, "");
            }

            if (written == "*")
            {
                return new BusinessRuleSelector(BusinessRuleSelectorKind.All, "");
            }

            var kind = written.Length < 2 || written[1] != ':'
                ? BusinessRuleSelectorKind.Name
                : written[0] switch
                {
                    'g' => BusinessRuleSelectorKind.Group,
                    'r' => BusinessRuleSelectorKind.Regex,
                    'l' => BusinessRuleSelectorKind.Label,
                    't' => BusinessRuleSelectorKind.Template,
                    _ => BusinessRuleSelectorKind.Name,
                };
            return new BusinessRuleSelector(kind, kind == BusinessRuleSelectorKind.Name ? written : written[2..].Trim());
        }

        private static bool EndsSelector(char character, bool isHost, int nested) =>
            nested <= 0 && (character is '&' or '|' or ')' || (isHost && character == ','));

        private BusinessRuleCounts? ReadCounts()
        {
            // Only as far as counts can reach: every part asks, so looking to the end each time would cost the square of the length.
            var rest = text.AsSpan(_position);
            var length = rest.IndexOfAnyExcept(_countCharacters);
            var behind = length <= 0 ? [] : rest[length..].TrimStart();
            if (!behind.StartsWith("of:", StringComparison.Ordinal))
            {
                return null;
            }

            var end = text.Length - behind.Length;
            var written = text[_position..end].Trim();
            if (written.Length == 0)
            {
                return null;
            }

            var values = written.Split(',');
            var counts = new BusinessRuleCount[3];
            for (var index = 0; index < values.Length; index++)
            {
                var value = values[index].Trim();
                var isPercent = value.EndsWith('%');
                if (index >= 3)
                {
                    Fail("more than three values before of:");
                    return null;
                }

                // The second and third may be left out and then mean "all".
                if (value.Length == 0 && index > 0)
                {
                    continue;
                }

                if (!int.TryParse(isPercent ? value[..^1] : value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    || Math.Abs((long)number) > 1_000_000)
                {
                    Fail($"'{value}' before of: is no number");
                    return null;
                }

                counts[index] = new BusinessRuleCount(number, isPercent);
            }

            _position = end + 3;
            return new BusinessRuleCounts(counts[0], counts[1], counts[2], values.Length == 1);
        }

        private void SkipBlanks()
        {
            while (!AtEnd && char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }
        }
    }
}
