using System.Collections.Immutable;

namespace Tsuba.Model.Sources;

/// <summary>
/// Where configuration files come from: a disk, a commit, a draft, a test. Paths use <c>/</c>; a relative one has been joined to the
/// folder of the file that named it before it arrives here.
/// </summary>
public interface ISourceFiles
{
    /// <summary>Reads a whole file. The bytes must not change afterwards.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="failure">Why it cannot be read, as a short phrase (<c>no such file</c>); empty on success.</param>
    bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure);

    /// <summary>Lists a directory, symbolic links followed.</summary>
    /// <param name="path">Path of the directory.</param>
    /// <param name="entries">Its files and directories, in any order.</param>
    /// <param name="failure">Why it cannot be listed; empty on success.</param>
    bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure);

    /// <summary>
    /// The path by which a file or directory is known here, however it was spelled (<c>/etc/site/../common//a.cfg</c>). A disk takes every
    /// spelling as it is, since <c>..</c> behind a symbolic link leads elsewhere than the text says.
    /// </summary>
    /// <param name="path">Path as a file names it.</param>
    string NameOf(string path) => path;
}
