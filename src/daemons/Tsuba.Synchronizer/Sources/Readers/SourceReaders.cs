using Tsuba.Model.Sources;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Git;
using Tsuba.Synchronizer.Sources.Ldap;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>Picks the reader of a kind, and sees to it that every reading ends.</summary>
/// <param name="files">Files of this machine.</param>
/// <param name="workDirectory">Where repositories are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class SourceReaders(ISourceFiles files, string workDirectory, TimeProvider time) : ISourceReader
{
    private readonly CfgReader _cfg = new(files);
    private readonly GitReader _git = new(files, workDirectory, time);
    private readonly LdapReader _ldap = new();
    private readonly DocumentReader _document = new(files);

    public async Task<SourceReading> ReadAsync(SourceDefinition definition, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(definition.Target.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await Pick(definition.Kind).ReadAsync(definition, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SourceReading.Failed($"no whole answer within timeout {definition.Target.Timeout.TotalSeconds:0} s");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or HttpRequestException or GitFailure)
        {
            return SourceReading.Failed(Innermost(failed));
        }
    }

    private ISourceReader Pick(SourceKind kind) => kind switch
    {
        SourceKind.Cfg => _cfg,
        SourceKind.Git => _git,
        SourceKind.Ldap or SourceKind.ActiveDirectory => _ldap,
        _ => _document,
    };

    // The outer messages only say that there is an inner one.
    private static string Innermost(Exception failed)
    {
        while (failed.InnerException is { } inner)
        {
            failed = inner;
        }

        return failed.Message;
    }
}
