from django.urls import path

from content.views import folders, library, picking, pictures

urlpatterns = [
    path("projects/<slug:slug>/library/", library.of_project, name="library"),
    path("projects/<slug:slug>/library/add/", library.add, name="library-add"),
    path("projects/<slug:slug>/library/move/", library.move, name="library-move"),
    path("projects/<slug:slug>/library/folders/", folders.add, name="folder-add"),
    path("folders/<int:pk>/", folders.change, name="folder-change"),
    path("folders/<int:pk>/remove/", folders.remove, name="folder-remove"),
    path("media/<int:pk>/", library.one, name="media"),
    path("media/<int:pk>/remove/", library.remove, name="media-remove"),
    path("media/<int:pk>/bring-back/", library.bring_back, name="media-bring-back"),
    path("media/<int:pk>/video/", pictures.video, name="video"),
    path("pictures/<int:pk>/", pictures.picture, name="picture"),
    path("posts/<int:pk>/library/", picking.pick, name="pictures-pick"),
    path("posts/<int:pk>/pictures/<int:picture>/as/<slug:network>/", pictures.as_network, name="picture-as"),
]
