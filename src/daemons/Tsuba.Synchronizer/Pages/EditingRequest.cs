using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api;
using Tsuba.Web.SignIn;

namespace Tsuba.Synchronizer.Pages;

/// <summary>What every page of the editing port is rendered from. Public because components are; what it holds is not.</summary>
public sealed class EditingRequest
{
    internal EditingRequest(EditingSite site, Session session, Caller caller, PageMessage? message)
    {
        Site = site;
        Session = session;
        Caller = caller;
        Message = message;
    }

    /// <summary>What the pages show and change.</summary>
    internal EditingSite Site { get; }

    /// <summary>Who is signed in.</summary>
    internal Session Session { get; }

    /// <summary>With which rights.</summary>
    internal Caller Caller { get; }

    /// <summary>What came of the order that led here; null: none did.</summary>
    internal PageMessage? Message { get; }

    /// <summary>Whether drafts may be opened.</summary>
    internal bool CanEdit => Caller.Right >= Right.Editor;

    /// <summary>Whether staging may be applied.</summary>
    internal bool CanPublish => Caller.Right >= Right.Publisher;
}
