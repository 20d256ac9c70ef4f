using Tsuba.LiveState.Access;

namespace Tsuba.Web.SignIn;

/// <summary>Who makes a request, asked anew each time: a request that lasts must see that a token was revoked or a group changed.</summary>
public sealed class CurrentSignIn(Func<Viewer?> viewer)
{
    /// <summary>In whose name queries run at this moment; null: not signed in any more.</summary>
    public Viewer? Viewer => viewer();
}
