using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Readers;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Brings what it is told to.</summary>
internal sealed class FakeReader : ISourceReader
{
    private TaskCompletionSource<SourceReading> _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often it was asked.</summary>
    internal int Readings { get; private set; }

    /// <summary>What it brings from now on.</summary>
    internal void Bring(params (string Key, string Name)[] hosts) =>
        Answer(new SourceReading([.. hosts.Select(host => SourceBench.Candidate(host.Key, host.Name))], [], ""));

    /// <summary>It fails from now on.</summary>
    internal void Fail(string reason) => Answer(SourceReading.Failed(reason));

    /// <summary>It does not answer until it is told what.</summary>
    internal void Hold() => _reading = new TaskCompletionSource<SourceReading>(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<SourceReading> ReadAsync(SourceDefinition definition, CancellationToken cancellationToken)
    {
        Readings++;
        return _reading.Task.WaitAsync(cancellationToken);
    }

    private void Answer(SourceReading reading)
    {
        if (!_reading.TrySetResult(reading))
        {
            Hold();
            _reading.SetResult(reading);
        }
    }
}
