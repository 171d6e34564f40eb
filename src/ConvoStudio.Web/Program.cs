using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components;
using ConvoStudio.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddDataFolder();
builder.AddDefaultAddress();
builder.AddTelemetry();
builder.AddStudio();
builder.AddSignIn();
builder.AddHealth();
builder.AddConsole();

var app = builder.Build();
await app.PrepareStudioAsync();
app.UseErrorPages();
app.UseSecurityHeaders();
app.UseSignIn();
app.MapAssets();
app.MapHealth();
app.MapSignIn();
app.MapConsole();
app.AnnounceAddress();
await app.RunAsync();

/// <summary>Named so that tests can start the same program.</summary>
public sealed partial class Program;
