using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>
/// How far the arbiter has read somebody's command buffer, and the answers that go back with the next call. What was read is
/// freed there only when it is kept here; answers are kept here until a call with them was answered.
/// </summary>
internal sealed class DrainCursor
{
    private const int MostCommands = 10_000;
    private const int MostAnswers = 10_000;

    private readonly List<CommandAnswer> _answers = [];
    private ulong _cursor;

    /// <summary>How many more answers the next call takes along.</summary>
    internal int Room => MostAnswers - _answers.Count;

    /// <summary>Answers for the next call.</summary>
    internal void Add(IEnumerable<CommandAnswer> answers) => _answers.AddRange(answers);

    /// <summary>
    /// Whether the next call takes answers along. Such a call is not held back: were it ended while it waits, all its answers would be
    /// sent once more, and thousands of them again and again while results keep coming.
    /// </summary>
    internal bool CarriesAnswers => _answers.Count > 0;

    /// <summary>The next call.</summary>
    /// <param name="wait">How long it may be held back where it carries no answers.</param>
    /// <param name="free">Up to where commands may be freed; null: up to where they were read.</param>
    internal DrainRequest Next(TimeSpan wait, ulong? free)
    {
        var request = new DrainRequest
        {
            Cursor = _cursor,
            MaxCommands = MostCommands,
            WaitMs = CarriesAnswers ? 0 : (int)wait.TotalMilliseconds,
            Holds = free is not null,
            Free = free ?? 0,
        };
        request.Answers.AddRange(_answers);
        return request;
    }

    /// <summary>The call was answered, so its answers arrived. Whether commands are to be kept before <see cref="Kept"/>.</summary>
    internal bool Answered(DrainReply reply)
    {
        _answers.Clear();
        if (reply.Commands.Count > 0)
        {
            return true;
        }

        _cursor = reply.NextCursor;
        return false;
    }

    /// <summary>What was read is durable here: the next call frees it there.</summary>
    internal void Kept(DrainReply reply) => _cursor = reply.NextCursor;
}
